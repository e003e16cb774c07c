import { once } from "node:events";
import { createServer } from "node:net";

/**
 * A port of the loopback on which nobody listens, for a test whose server is absent or comes back on the
 * port that it had. A server that is only started once listens on port 0 instead and says what it got.
 */
export async function unusedPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("A TCP server has no port.");
  server.close();
  await once(server, "close");
  return address.port;
}
