import { UserError, parseFingerprint } from "@tributary/core/support";
import type { Digest } from "@tributary/core/support";

/** Where a coordinator is, and by which key it is known. */
export interface CoordinatorAddress {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** Of the coordinator's key, if the invitation names it. */
  readonly fingerprint: Digest | undefined;
}

const defaultPort = 7070;

/** Reads `http(s)://host[:port][#fingerprint]`. @throws UserError */
export function parseCoordinator(text: string): CoordinatorAddress {
  const expected = "expected http(s)://host:port, with #fingerprint if you were given one";
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new UserError(`The coordinator's address ${JSON.stringify(text)} is not a URL: ${expected}.`);
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new UserError(
      `The coordinator's address ${JSON.stringify(text)} begins with ${url.protocol}//: ${expected}.`,
    );
  }
  if (
    url.hostname === "" ||
    url.username !== "" ||
    url.search !== "" ||
    (url.pathname !== "/" && url.pathname !== "")
  ) {
    throw new UserError(
      `The coordinator's address ${JSON.stringify(text)} says more or less than host and port: ${expected}.`,
    );
  }
  const fingerprint = url.hash === "" ? undefined : parseFingerprint("a coordinator's", url.hash.slice(1));
  // A URL drops the port that is usual for its scheme; the text still tells whether one was written.
  const usual = url.protocol === "https:" ? 443 : 80;
  const written = /^https?:\/\/[^/#?]*:\d+(?:[/#?]|$)/i.test(text);
  const port = url.port === "" ? (written ? usual : defaultPort) : Number(url.port);
  return { host: url.hostname.replace(/^\[|\]$/g, ""), port, tls: url.protocol === "https:", fingerprint };
}
