/** A failure that a person can mend: its message is one sentence (what, where, expected, got, what to do) and is shown alone, without a stack. */
export class UserError extends Error {
  override readonly name = "UserError";
}
