/**
 * Secrets that one step may use. A state is a value and could be handed to two steps; what makes a second pair of
 * keys, a second masked vector or a second answer impossible is that its secrets can be taken out once. They are in a
 * closure, so that no log or dump of a state shows them.
 */
export interface Guarded<Secrets> {
  /** The secrets, which the caller must erase. @throws Error if they were taken or erased before. */
  take(): Secrets;
  /** Overwrites the secrets where they are still here. */
  erase(): void;
}

export function guard<Secrets>(secrets: Secrets, overwrite: (secrets: Secrets) => void): Guarded<Secrets> {
  let held: { readonly secrets: Secrets } | undefined = { secrets };
  return {
    take() {
      if (held === undefined) throw new Error("this state of the session was used before");
      const taken = held.secrets;
      held = undefined;
      return taken;
    },
    erase() {
      if (held !== undefined) overwrite(held.secrets);
      held = undefined;
    },
  };
}
