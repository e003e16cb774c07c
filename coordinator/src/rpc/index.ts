export { createAdmission } from "./admission.ts";
export type { Admission, AdmissionLimits } from "./admission.ts";
export { tokenOf } from "./calls.ts";
export type { OnFault } from "./calls.ts";
export { createGrpc } from "./grpc-server.ts";
export { createGrpcWeb } from "./grpc-web/grpc-web.ts";
export { isFromThisMachine, isLoopback } from "./own-page.ts";
export { createInProcessAdministration, createInProcessTransport } from "./in-process.ts";
export { servedServices } from "./services.ts";
