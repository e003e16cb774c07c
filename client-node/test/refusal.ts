import { expect } from "chai";

import { UserError } from "@tributary/core/support";

/** The sentence with which this fails, as a person reads it. */
export async function refusal(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
  } catch (error) {
    expect(error).to.be.instanceOf(UserError);
    if (error instanceof UserError) return error.message;
  }
  throw new Error("nothing was refused");
}
