import type { IncomingMessage } from "node:http";

import { isFromThisMachine, tokenOf } from "../rpc/index.ts";

/** Whether a request is the operator's. */
export type OperatorGate = (request: IncomingMessage) => boolean;

/**
 * Lets in who has the operator's token and, where this machine is trusted, whoever is on it (own-page.ts).
 * @param trustThisMachine the port listens on a loopback address, and the operator did not ask for the token everywhere
 */
export function operatorGate(
  isOperator: (token: string | undefined) => boolean,
  trustThisMachine: boolean,
): OperatorGate {
  return ({ headers, socket }) =>
    isOperator(tokenOf(headers.authorization)) ||
    (trustThisMachine &&
      isFromThisMachine({
        peerAddress: socket.remoteAddress,
        header: (name) => headers[name]?.toString(),
      }));
}
