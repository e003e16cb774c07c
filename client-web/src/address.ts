import { UserError, isTaskId, parseFingerprint } from "@tributary/core/support";

import type { Orders } from "./messages.ts";
import type { OpenOptions } from "./session.ts";

/** The part of a page's location that is used. */
export interface Place {
  readonly href: string;
  readonly host: string;
  readonly origin: string;
}

/**
 * What to open, checked; an address is an origin, with `#fingerprint` if one was given.
 * @throws UserError
 */
export function checkedAddress(
  { coordinator, task, fingerprint }: OpenOptions,
  place: Place,
): Orders["open"]["order"] {
  const text = coordinator ?? place.origin;
  const expected = "expected http(s)://host:port, with #fingerprint if you were given one";
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new UserError(`The coordinator's address ${JSON.stringify(text)} is not a URL: ${expected}.`);
  }
  if (!/^https?:$/.test(url.protocol) || url.username !== "" || url.search !== "" || url.pathname !== "/") {
    throw new UserError(
      `The coordinator's address ${JSON.stringify(text)} says more or less than host and port: ${expected}.`,
    );
  }
  if (task !== undefined && !isTaskId(task)) {
    throw new UserError(
      `${JSON.stringify(task)} is not a task's name: expected lower-case letters, digits and dashes.`,
    );
  }
  const pinned = fingerprint ?? (url.hash === "" ? undefined : url.hash.slice(1));
  return {
    origin: url.origin,
    task,
    fingerprint: pinned === undefined ? undefined : parseFingerprint("a coordinator's", pinned),
  };
}

/** @throws UserError where browsers withhold what taking part needs (W3C Secure Contexts) */
export function requireSecureContext(isSecure: boolean, place: Place): void {
  if (isSecure) return;
  throw new UserError(
    `This page came over plain http from ${place.host}, where browsers withhold cryptography, storage and WebGPU. ` +
      "Open it over https:// (the coordinator takes --tls-cert and --tls-key), or, on the coordinator's own machine, " +
      "at http://localhost with its port.",
  );
}
