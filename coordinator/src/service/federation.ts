import type { FederationMethods } from "@tributary/proto/methods";
import type { Handlers } from "@tributary/core/wire";

import { checkInMethods } from "./check-in.ts";
import type { Desk } from "./desk.ts";
import { readMethods } from "./reads.ts";
import { secureMethods } from "./secure.ts";
import { uploadMethods } from "./uploads.ts";
import { watchMethod } from "./watch.ts";

/** The service that participants call, free of any transport. */
export function federationHandlers(desk: Desk): Handlers<FederationMethods> {
  return {
    ...readMethods(desk),
    ...checkInMethods(desk),
    ...uploadMethods(desk),
    ...watchMethod(desk),
    ...secureMethods(desk),
  };
}
