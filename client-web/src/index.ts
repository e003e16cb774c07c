// The module that a web developer imports, with the Worker's script beside it.
import { defineParticipant } from "./element/participant-element.ts";
import { joinFederationWith, openFederationWith } from "./open-federation.ts";
import type { FederationSession, OpenOptions, WebData, WebJoinOptions, WebJoinResult } from "./session.ts";
import { startWorkerAt } from "./start-worker.ts";

export type {
  ClientEvent,
  DataPreview,
  FederationSession,
  Guess,
  OpenOptions,
  PlacedFile,
  Sample,
  TaskDescription,
  WebData,
  WebEngineName,
  WebInput,
  WebJoinOptions,
  WebJoinResult,
} from "./session.ts";
export { UserError } from "@tributary/core/support";

// Written out whole, since that is how bundlers know a Worker's script.
const startWorker = (url: string | URL | undefined): Worker =>
  url === undefined
    ? new Worker(new URL(/* @vite-ignore */ "./worker.js", import.meta.url), { type: "module" })
    : startWorkerAt(url);

/**
 * Starts the Worker, reaches the coordinator, reads and verifies its task; trains nothing and enrols nobody.
 * @throws UserError if a person has to mend something; the message says what
 */
export function openFederation(options: OpenOptions = {}): Promise<FederationSession> {
  return openFederationWith(startWorker, options);
}

/** Takes part until the task is over or the signal is raised: openFederation, join and close in one. @throws UserError */
export function joinFederation(
  options: OpenOptions & WebJoinOptions & { readonly data: WebData },
): Promise<WebJoinResult> {
  return joinFederationWith(startWorker, options);
}

/** Defines `<tributary-participant coordinator task fingerprint organisation>`; call it once. */
export function defineParticipantElement(): void {
  defineParticipant(openFederation, location.origin);
}
