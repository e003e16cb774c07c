import { administrationServiceOfNone, grpcLine, webLine } from "../support/grpc-line.ts";
import { createInProcessTransport } from "../../src/index.ts";
import { transportContract } from "./transport-contract.ts";

transportContract("in-process", async (handlers, faults) => {
  const transport = createInProcessTransport(handlers, { onFault: ({ error }) => faults.push(error) });
  return { transport, end: () => transport.close() };
});

transportContract("gRPC", (handlers, faults) =>
  grpcLine(handlers, administrationServiceOfNone, (error) => faults.push(error)),
);

transportContract("gRPC-Web", (handlers, faults) =>
  webLine(handlers, administrationServiceOfNone, (error) => faults.push(error)),
);
