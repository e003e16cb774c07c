/** One message of the generated codec, as far as it is used here. */
export interface MessageType {
  encode(message: unknown): { finish(): Uint8Array };
  decode(bytes: Uint8Array): object;
  toObject(message: object, options: object): unknown;
}

/** The two messages of one method. */
export interface MethodMessages {
  readonly request: MessageType;
  readonly response: MessageType;
}

/** How one method's messages become bytes and come back. Bytes inside a decoded message are views of what was decoded. */
export interface MethodCodec<Request, RequestRead, Response, ResponseRead> {
  encodeRequest(request: Request): Uint8Array;
  /** @throws Error if the bytes are not such a message */
  decodeRequest(bytes: Uint8Array): RequestRead;
  encodeResponse(response: Response): Uint8Array;
  /** @throws Error if the bytes are not such a message */
  decodeResponse(bytes: Uint8Array): ResponseRead;
}

/** The codec of each method of a service. */
export type ServiceCodec<Methods> = {
  readonly [M in keyof Methods]: Methods[M] extends {
    readonly request: infer Request;
    readonly requestRead: infer RequestRead;
    readonly response: infer Response;
    readonly responseRead: infer ResponseRead;
  }
    ? MethodCodec<Request, RequestRead, Response, ResponseRead>
    : never;
};

/** The loader's (src/loader), so that both codecs hand out the same objects. */
const conversion = { longs: Number, enums: String, defaults: true, oneofs: true };

/** @param messages of the methods of the service that `Methods` describes, which a test holds together */
export function serviceCodec<Methods>(
  messages: Readonly<Record<string, MethodMessages>>,
): ServiceCodec<Methods> {
  const decode = (type: MessageType, bytes: Uint8Array): unknown =>
    type.toObject(type.decode(bytes), conversion);
  const codecs = Object.entries(messages).map(([name, { request, response }]) => [
    name,
    {
      encodeRequest: (message: unknown) => request.encode(message).finish(),
      decodeRequest: (bytes: Uint8Array) => decode(request, bytes),
      encodeResponse: (message: unknown) => response.encode(message).finish(),
      decodeResponse: (bytes: Uint8Array) => decode(response, bytes),
    },
  ]);
  return Object.fromEntries(codecs) as ServiceCodec<Methods>;
}
