import type { IncomingMessage } from "node:http";

import { cameThroughProxy, isLoopback, tokenOf } from "../rpc/index.ts";

/** Whether a request is the operator's. */
export type OperatorGate = (request: IncomingMessage) => boolean;

/**
 * Lets in who has the operator's token and, where this machine is trusted, whoever is on it. A page of others whose name
 * was made to lead here asks for that name, and is not let in; nor is what came through a proxy.
 * @param trustThisMachine the port listens on a loopback address, and the operator did not ask for the token everywhere
 */
export function operatorGate(
  isOperator: (token: string | undefined) => boolean,
  trustThisMachine: boolean,
): OperatorGate {
  return ({ headers, socket }) => {
    if (isOperator(tokenOf(headers.authorization))) return true;
    const proxied = cameThroughProxy({ header: (name) => headers[name]?.toString() });
    return (
      trustThisMachine &&
      !proxied &&
      isLoopback(socket.remoteAddress ?? "") &&
      isLoopback(nameIn(headers.host))
    );
  };
}

/** The name in a `Host` header, without its port. */
function nameIn(header: string | undefined): string {
  return /^(\[[^\]]*\]|[^:]*)/.exec(header ?? "")?.[0] ?? "";
}
