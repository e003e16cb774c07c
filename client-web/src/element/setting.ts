/** Where the element stands and what its page says of the federation. */
export interface Setting {
  /** The coordinator's address, without a fingerprint. */
  readonly coordinator: string;
  /** Whether the page names the coordinator's fingerprint; another one is refused then. */
  readonly fingerprintPinned: boolean;
  /** The organisation whose members alone may take part, as the page demands it. */
  readonly organisation: string | undefined;
  readonly pageOrigin: string;
}
