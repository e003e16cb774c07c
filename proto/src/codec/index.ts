// The messages of both services as bytes, without gRPC and without code made at run time: what a browser needs.
import { messagesOf as administrationMessages } from "../gen/codec/administration.ts";
import { messagesOf as federationMessages } from "../gen/codec/federation.ts";
import type { AdministrationMethods, FederationMethods } from "../methods/index.ts";
import { serviceCodec } from "./message-codec.ts";
import type { ServiceCodec } from "./message-codec.ts";

export type { MethodCodec, ServiceCodec } from "./message-codec.ts";

export const federationCodec: ServiceCodec<FederationMethods> =
  /* @__PURE__ */ serviceCodec(federationMessages);
export const administrationCodec: ServiceCodec<AdministrationMethods> =
  /* @__PURE__ */ serviceCodec(administrationMessages);
