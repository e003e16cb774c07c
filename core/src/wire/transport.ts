import type { FederationMethods, StreamMethod, UnaryMethod } from "@tributary/proto/methods";

import type { Cancellation } from "../support/index.ts";

export interface CallOptions {
  /** Sent as `authorization: Bearer <token>`. */
  readonly token?: string;
  readonly signal?: Cancellation;
  readonly timeoutMs?: number;
}

/**
 * Moves a service's messages to the other end and back; knows nothing of what they mean. Calls reject with a CallError,
 * or with a UserError if a person has to mend something.
 */
export interface Transport<Methods> {
  unary<Method extends UnaryMethod<Methods>>(
    method: Method,
    request: RequestOf<Methods, Method>,
    options?: CallOptions,
  ): Promise<ResponseReadOf<Methods, Method>>;
  stream<Method extends StreamMethod<Methods>>(
    method: Method,
    request: RequestOf<Methods, Method>,
    options?: CallOptions,
  ): AsyncIterable<ResponseReadOf<Methods, Method>>;
  close(): Promise<void>;
}

export type FederationTransport = Transport<FederationMethods>;

/** What the serving end knows of a call beside its message. */
export interface CallContext {
  /** The bearer token that came with it. */
  readonly token: string | undefined;
  /** Who calls, as far as the transport knows: an address, or a name in a test. */
  readonly peer: string;
  /** Whether a page called that this coordinator served to a browser on its own machine, as far as the transport can tell. */
  readonly fromOwnPage?: boolean;
  /** Raised when the caller is gone or its deadline has passed. */
  readonly signal: Cancellation;
}

/** A service written once: transports hand it messages and carry its answers. Handlers fail with a CallError. */
export type Handlers<Methods> = {
  readonly [Method in UnaryMethod<Methods>]: (
    request: RequestReadOf<Methods, Method>,
    context: CallContext,
  ) => Promise<ResponseOf<Methods, Method>>;
} & {
  readonly [Method in StreamMethod<Methods>]: (
    request: RequestReadOf<Methods, Method>,
    context: CallContext,
  ) => AsyncIterable<ResponseOf<Methods, Method>>;
};

type RequestOf<Methods, Method extends keyof Methods> = Methods[Method] extends {
  readonly request: infer Message;
}
  ? Message
  : never;
type RequestReadOf<Methods, Method extends keyof Methods> = Methods[Method] extends {
  readonly requestRead: infer Message;
}
  ? Message
  : never;
type ResponseOf<Methods, Method extends keyof Methods> = Methods[Method] extends {
  readonly response: infer Message;
}
  ? Message
  : never;
type ResponseReadOf<Methods, Method extends keyof Methods> = Methods[Method] extends {
  readonly responseRead: infer Message;
}
  ? Message
  : never;
