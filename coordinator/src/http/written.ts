import type { ServerResponse } from "node:http";

import { onItsWay } from "../rpc/on-its-way.ts";

/** Resolves once the bytes are on their way, or the signal is raised: until then they must not change. */
export function written(
  response: ServerResponse,
  pieces: readonly Uint8Array[],
  signal: AbortSignal,
): Promise<void> {
  return onItsWay(signal, (done) => {
    response.cork();
    for (const [index, piece] of pieces.entries()) {
      if (index < pieces.length - 1) response.write(piece);
      else response.write(piece, done);
    }
    response.uncork();
  });
}

/** Raised when a response is closed, whether its reader has it whole or has gone away. */
export function closeSignal(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once("close", () => controller.abort());
  return controller.signal;
}
