// The floor of a round: a TCP server that takes packed 24-bit integers from each connection, adds them up in place as
// they come, and answers with a model of two bytes per parameter. No identity, no encryption, no hash, nothing on
// disk, no second look: what comes is added.
//
//   node bare-sum.js PARAMETERS
import { createServer } from "node:net";

import { addPacked } from "@tributary/core/ring";

const parameters = Number(process.argv[2]);
const sum = new Int32Array(parameters);
const model = Buffer.alloc(2 * parameters);

const server = createServer({ allowHalfOpen: true }, (socket) => {
  let at = 0;
  let rest = Buffer.alloc(0);
  socket.on("data", (chunk) => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const whole = Math.floor(bytes.length / 3);
    addPacked(sum.subarray(at, at + whole), bytes, 0, "u24");
    at += whole;
    rest = Buffer.from(bytes.subarray(3 * whole));
  });
  socket.on("end", () => socket.end(model));
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address !== null && typeof address === "object") console.log(`listening on 127.0.0.1:${address.port}`);
});
process.once("SIGTERM", () => process.exit(0));
