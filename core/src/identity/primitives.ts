/** A running SHA-256. */
export interface Hasher {
  update(bytes: Uint8Array): void;
  /** Ends the hash: 32 bytes. */
  digest(): Uint8Array;
}

/**
 * Cryptography as a port: the same bytes on every platform, native where there is something native. Hashing and
 * sealing are synchronous; signatures are not, since WebCrypto's are not.
 */
export interface Primitives {
  /** SHA-256 (FIPS 180-4) of the parts laid end to end: 32 bytes. */
  sha256(...parts: readonly Uint8Array[]): Uint8Array;
  hasher(): Hasher;
  /** ChaCha20-Poly1305 (RFC 8439): ciphertext and 16-byte tag. The key is 32 bytes, the nonce 12; never use a pair twice. */
  aeadSeal(key: Uint8Array, nonce: Uint8Array, associated: Uint8Array, plaintext: Uint8Array): Uint8Array;
  /** The plaintext, or undefined if the tag does not verify. */
  aeadOpen(
    key: Uint8Array,
    nonce: Uint8Array,
    associated: Uint8Array,
    sealed: Uint8Array,
  ): Uint8Array | undefined;
  /** Ed25519 (RFC 8032): the public key of a 32-byte seed. */
  publicKeyOf(seed: Uint8Array): Uint8Array;
  /** A 64-byte signature. */
  sign(seed: Uint8Array, message: Uint8Array): Promise<Uint8Array>;
  verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean>;
}
