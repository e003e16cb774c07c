// What a coordinator serves: `/client/v1.js` for pages of any origin, and the same for its own pages. It defines
// `<tributary-participant>`. The Worker comes from where this module comes from.
import { defineParticipant } from "./element/participant-element.ts";
import { joinFederationWith, openFederationWith } from "./open-federation.ts";
import type { FederationSession, OpenOptions, WebData, WebJoinOptions, WebJoinResult } from "./session.ts";
import { startWorkerAt } from "./start-worker.ts";

export { UserError } from "@tributary/core/support";

const home = new URL(import.meta.url);

const startWorker = (url: string | URL | undefined): Worker =>
  startWorkerAt(url ?? new URL(/* @vite-ignore */ "./worker.js", home));

/** openFederation of the package; the coordinator is by default the one that serves this module. */
export function openFederation(options: OpenOptions = {}): Promise<FederationSession> {
  return openFederationWith(startWorker, { coordinator: home.origin, ...options });
}

/** joinFederation of the package; the coordinator is by default the one that serves this module. */
export function joinFederation(
  options: OpenOptions & WebJoinOptions & { readonly data: WebData },
): Promise<WebJoinResult> {
  return joinFederationWith(startWorker, { coordinator: home.origin, ...options });
}

defineParticipant(openFederation, home.origin);
