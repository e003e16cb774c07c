// Original file: proto/tributary/v1/common.proto


/**
 * A document that its author signed. `payload` is canonical JSON (docs/protocol.md, "Signed documents");
 * `signature` is Ed25519 over "tributary/v1 <kind>" and the payload, each length-prefixed.
 */
export interface SignedDocument {
  'payload'?: (Uint8Array);
  'signature'?: (Uint8Array);
}

/**
 * A document that its author signed. `payload` is canonical JSON (docs/protocol.md, "Signed documents");
 * `signature` is Ed25519 over "tributary/v1 <kind>" and the payload, each length-prefixed.
 */
export interface SignedDocument__Output {
  'payload': (Uint8Array);
  'signature': (Uint8Array);
}
