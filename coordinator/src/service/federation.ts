import type { FederationMethods } from "@tributary/proto/methods";
import { CallError } from "@tributary/core/wire";
import type { Handlers } from "@tributary/core/wire";

import { checkInMethods } from "./check-in.ts";
import type { Desk } from "./desk.ts";
import { readMethods } from "./reads.ts";
import { uploadMethods } from "./uploads.ts";
import { watchMethod } from "./watch.ts";

/** The service that participants call, free of any transport. */
export function federationHandlers(desk: Desk): Handlers<FederationMethods> {
  const notBuilt = () => Promise.reject(new CallError("unimplemented", "mode secure is not available"));
  const secure = {
    AdvertiseKeys: notBuilt,
    GetRoster: notBuilt,
    ShareKeys: notBuilt,
    GetInbox: notBuilt,
    GetSurvivors: notBuilt,
    Confirm: notBuilt,
    GetConfirmations: notBuilt,
    Unmask: notBuilt,
  };
  return {
    ...secure,
    ...readMethods(desk),
    ...checkInMethods(desk),
    ...uploadMethods(desk),
    ...watchMethod(desk),
  };
}
