import type { ServiceDefinition } from "@grpc/grpc-js";
import { chunkLimitBytes } from "@tributary/core/wire";
import type { Handlers } from "@tributary/core/wire";
import { loadServices } from "@tributary/proto/loader";
import type { AdministrationMethods, FederationMethods } from "@tributary/proto/methods";

import { healthHandlers, healthService } from "./health.ts";

/** The largest request: a piece of an upload and its key; a plan in CreateTask may have ten thousand labels. */
export const largestRequestBytes = chunkLimitBytes + (64 << 10);

/** A service, and how its messages become bytes; each way in to a coordinator serves the same. */
export interface ServedService {
  readonly definition: ServiceDefinition;
  readonly handlers: object;
}

/** @param stopping raised when the server no longer takes calls */
export function servedServices(
  federation: Handlers<FederationMethods>,
  administration: Handlers<AdministrationMethods>,
  stopping: AbortSignal,
): readonly ServedService[] {
  const { Federation, Administration } = loadServices();
  return [
    { definition: Federation.service, handlers: federation },
    { definition: Administration.service, handlers: administration },
    { definition: healthService(), handlers: healthHandlers(stopping) },
  ];
}
