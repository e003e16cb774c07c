import type { IncomingMessage } from "node:http";

import { isLoopback, tokenOf } from "../rpc/index.ts";

/** Whether a request is the operator's. */
export type OperatorGate = (request: IncomingMessage) => boolean;

/**
 * Lets in who has the operator's token, and where the port listens on a loopback address whoever is on this machine. A
 * page of others whose name was made to lead here asks for that name, and is not let in.
 */
export function operatorGate(isOperator: (token: string | undefined) => boolean, host: string): OperatorGate {
  const local = isLoopback(host);
  return ({ headers }) =>
    isOperator(tokenOf(headers.authorization)) || (local && isLoopback(nameIn(headers.host)));
}

/** The name in a `Host` header, without its port. */
function nameIn(header: string | undefined): string {
  return /^(\[[^\]]*\]|[^:]*)/.exec(header ?? "")?.[0] ?? "";
}
