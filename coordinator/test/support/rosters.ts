import { openMemberRoster, signMemberRoster, signerFromSeed } from "@tributary/core/identity";
import type { Signer } from "@tributary/core/identity";
import { toHex } from "@tributary/core/support";
import { nodePrimitives } from "@tributary/node-platform";

import type { RosterFile } from "../../src/roster/index.ts";

/** Whose identity the scripted client of that number has. */
export function signerOf(number: number): Signer {
  return signerFromSeed(new Uint8Array(32).fill(number), nodePrimitives);
}

/** A members file that names the scripted clients of these numbers. */
export function membersCsv(...numbers: readonly number[]): string {
  const lines = numbers.map((number) => `Ward ${number},${toHex(signerOf(number).publicKey)}`);
  return ["name,publicKey", ...lines, ""].join("\n");
}

const organisation = signerOf(200);

/** A roster of the scripted clients of these numbers. */
export async function rosterOf(
  numbers: readonly number[],
  { notAfterMs = Number.MAX_SAFE_INTEGER / 1.1, signer = organisation } = {},
): Promise<RosterFile> {
  const members = numbers.map((number) => ({
    name: `Ward ${number}`,
    publicKey: signerOf(number).publicKey,
  }));
  const facts = { organisation: "St. Mary", issuedAtMs: 0, notAfterMs: Math.floor(notAfterMs), members };
  const document = await signMemberRoster(facts, signer);
  const opened = await openMemberRoster(document, nodePrimitives);
  if (!opened.ok) throw new Error(opened.error);
  return { document, roster: opened.value };
}
