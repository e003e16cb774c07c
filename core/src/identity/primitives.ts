/** A running SHA-256. */
export interface Hasher {
  update(bytes: Uint8Array): void;
  /** Ends the hash: 32 bytes. */
  digest(): Uint8Array;
}

/**
 * Cryptography as a port: the same bytes on every platform, native where there is something native. Hashing and
 * sealing are synchronous; signatures and key agreement are not, since WebCrypto's are not.
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
  /** X25519 (RFC 7748): the public key of a 32-byte secret. */
  agreementKeyOf(secret: Uint8Array): Uint8Array;
  /**
   * X25519 of one secret with each public key, in their order: 32 bytes, or undefined where the key is refused, since
   * it has not 32 bytes or is of small order (the shared secret would be all zeros, known to everybody).
   */
  agree(secret: Uint8Array, publicKeys: readonly Uint8Array[]): Promise<readonly (Uint8Array | undefined)[]>;
  /** HKDF-SHA256 (RFC 5869), extract and expand: 32 bytes. */
  deriveKey(inputKey: Uint8Array, salt: Uint8Array, info: Uint8Array): Uint8Array;
  /**
   * Overwrites `out` with the ChaCha20 stream (RFC 8439, section 2.4) of a 32-byte key and the nonce 0, from the
   * 64-byte block `counter` on.
   * @throws RangeError if the key has another length or the blocks would pass 2^32.
   */
  keystream(key: Uint8Array, counter: number, out: Uint8Array): void;
}

/** @throws RangeError for an X25519 secret that has not 32 bytes. */
export function checkAgreementSecret(secret: Uint8Array): void {
  if (secret.length !== 32) throw new RangeError(`an X25519 secret has 32 bytes, not ${secret.length}`);
}

/** @throws RangeError as `Primitives.keystream` says. */
export function checkKeystream(key: Uint8Array, counter: number, out: Uint8Array): void {
  if (key.length !== 32) throw new RangeError(`a ChaCha20 key has 32 bytes, not ${key.length}`);
  const end = counter + Math.ceil(out.length / 64);
  if (!Number.isInteger(counter) || counter < 0 || end > 2 ** 32 - 1) {
    throw new RangeError(`blocks ${counter} to ${end} pass the end of a ChaCha20 stream`);
  }
}
