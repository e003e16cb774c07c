import { leaveStatement } from "@tributary/core/identity";
import type { Primitives, Signer } from "@tributary/core/identity";
import type { ParticipantEvent } from "@tributary/core/participant";
import type { RoundKey, TaskId } from "@tributary/core/support";
import { writeRoundKey } from "@tributary/core/wire";

import type { Parting } from "../messages.ts";
import { createWebTransport } from "../transport/index.ts";
import type { Fetch } from "../transport/index.ts";

/**
 * Keeps the page provided with a request that gives the place back which this client holds: a page that is closed has no
 * time to sign one, and its Worker is ended with it.
 */
export interface Partings {
  /** fetch, with an eye on the session's token. */
  readonly fetch: Fetch;
  /** What happens decides whether there is a place to give back. */
  hear(task: TaskId, event: ParticipantEvent): void;
}

export interface PartingOptions {
  readonly origin: string;
  readonly fetch: Fetch;
  readonly signer: Signer;
  readonly primitives: Primitives;
  readonly tell: (parting: Parting | undefined) => void;
}

const reason = "the page was closed";

export function createPartings({ origin, fetch, signer, primitives, tell }: PartingOptions): Partings {
  let token: string | undefined;
  /** Of the newest place: one that is being signed for an older one comes too late. */
  let places = 0;

  async function sign(key: RoundKey): Promise<void> {
    const place = ++places;
    const statement = await signer.sign(leaveStatement(primitives, { key, reason }));
    const request = { key: writeRoundKey(key), reason, statement };
    let parting: Parting | undefined;
    const writing = createWebTransport({
      origin,
      fetch: async (url, { headers, body }) => {
        // The transport's own: a record of texts, and the bytes of one frame.
        parting = { url, headers: headers as Record<string, string>, body: body as Uint8Array<ArrayBuffer> };
        throw new Error("it is sent when the page is closed");
      },
    });
    await writing.unary("Leave", request, { ...(token !== undefined && { token }) }).catch(() => undefined);
    if (place === places) tell(parting);
  }

  function forget(): void {
    places++;
    tell(undefined);
  }

  return {
    async fetch(url, init) {
      const authorization = new Headers(init.headers).get("authorization");
      token = authorization?.replace(/^Bearer /, "") ?? token;
      return fetch(url, init);
    },
    hear(task, event) {
      switch (event.kind) {
        case "assigned":
          // Without it the place falls free when its lease ends.
          sign({ task, round: event.round, attempt: event.attempt }).catch(() => undefined);
          return;
        case "resting":
        case "unmasked":
        case "committed":
        case "aborted":
        case "refused":
        case "withdrew":
        case "done":
        case "stopped":
          forget();
          return;
        default:
          return;
      }
    },
  };
}
