import { readFile } from "node:fs/promises";

import { openMemberRoster } from "@tributary/core/identity";
import type { MemberRoster, Primitives, SignedDocument } from "@tributary/core/identity";
import { UserError, canonicalBytes, err, fromHex, fromUtf8, ok, toHex } from "@tributary/core/support";
import type { Result } from "@tributary/core/support";
import { errorCode, storageError } from "@tributary/node-platform";
import { z } from "zod";

// A roster's file is JSON: the signed payload as people can read it, and the signature over its canonical form.

const fileSchema = z.strictObject({
  version: z.literal(1),
  kind: z.literal("tributary-roster"),
  roster: z.looseObject({}),
  signature: z.string().regex(/^[0-9a-f]{128}$/),
});

/** A roster whose signature was checked, and the document that travels. */
export interface RosterFile {
  readonly document: SignedDocument;
  readonly roster: MemberRoster;
}

/** The text of a roster's file. */
export function rosterFileText({ payload, signature }: SignedDocument): string {
  const roster: unknown = JSON.parse(fromUtf8(payload));
  const file = { version: 1, kind: "tributary-roster", roster, signature: toHex(signature) };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

/** The roster that a file holds, or undefined if there is no such file. @throws UserError naming what is wrong, StorageError */
export async function readRosterFile(path: string, primitives: Primitives): Promise<RosterFile | undefined> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw storageError(error, "read the roster", path);
  }
  const document = documentIn(text);
  if (!document.ok) {
    throw new UserError(
      `${path} is not a roster: ${document.error}; make one with: tributary-coordinator roster sign.`,
    );
  }
  const roster = await openMemberRoster(document.value, primitives);
  if (!roster.ok)
    throw new UserError(`The roster ${path} cannot be used: ${roster.error}; have it signed anew.`);
  return { document: document.value, roster: roster.value };
}

function documentIn(text: string): Result<SignedDocument, string> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // A file that is cut short, or another kind of file.
    return err("it is not JSON");
  }
  const parsed = fileSchema.safeParse(value);
  if (!parsed.success) {
    return err('expected version 1, kind "tributary-roster", roster and signature (128 hex digits)');
  }
  const { roster, signature } = parsed.data;
  return ok({ payload: canonicalBytes(roster), signature: fromHex(signature) });
}
