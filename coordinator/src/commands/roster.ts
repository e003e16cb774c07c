import { readFile } from "node:fs/promises";

import {
  nameProblem,
  openMemberRoster,
  organisationFingerprint,
  signMemberRoster,
  signerFromSeed,
} from "@tributary/core/identity";
import type { Member, MemberRoster } from "@tributary/core/identity";
import { formatRecordProblems } from "@tributary/core/records";
import { UserError, toHex } from "@tributary/core/support";
import {
  createSecretFile,
  nodePrimitives as primitives,
  nodeRandom,
  readSecretFile,
  storageError,
  writeFileDurably,
} from "@tributary/node-platform";

import type { RosterKeySettings, RosterShowSettings, RosterSignSettings } from "../config/index.ts";
import { count, date } from "../observe/index.ts";
import { parseMembers, readRosterFile, rosterFileText } from "../roster/index.ts";
import { table } from "./table.ts";

const dayMs = 86_400_000;

/** `roster key`: makes an organisation's key. @throws UserError if there is a file already, StorageError */
export async function makeOrganisationKey({ out, json }: RosterKeySettings): Promise<string> {
  const seed = await createSecretFile("organisation", out, nodeRandom);
  if (seed === undefined) {
    throw new UserError(
      `There is a file ${out} already, and a key is never written over; sign with it, or choose another --out.`,
    );
  }
  const fingerprint = organisationFingerprint(signerFromSeed(seed, primitives).publicKey, primitives);
  if (json) return JSON.stringify({ path: out, fingerprint });
  return [
    `${out}: the organisation's secret key. Keep a copy in a safe place, and keep both away from the coordinator.`,
    `Fingerprint: ${fingerprint}`,
    "Tell it to each member; with --roster-key it takes part with this organisation's members alone.",
  ].join("\n");
}

/** `roster sign`: a roster of the members in a file, good from now on. @throws UserError, StorageError */
export async function signRoster(settings: RosterSignSettings, nowMs: number): Promise<string> {
  const { key, members: source, organisation, days, out, json } = settings;
  const problem = nameProblem(organisation);
  if (problem !== undefined) throw new UserError(`--organisation: ${problem}.`);
  const seed = await readSecretFile("organisation", key);
  if (seed === undefined) {
    throw new UserError(
      `There is no organisation's key file ${key}; make one with: tributary-coordinator roster key --out ${key}.`,
    );
  }
  const members = await readMembers(source);
  const facts = { organisation, issuedAtMs: nowMs, notAfterMs: nowMs + days * dayMs, members };
  const document = await signMemberRoster(facts, signerFromSeed(seed, primitives));
  const signed = await openMemberRoster(document, primitives);
  if (!signed.ok) throw new UserError(`No roster can be made of ${source}: ${signed.error}.`);
  await writeFileDurably(out, rosterFileText(document));
  const { fingerprint, notAfterMs } = signed.value;
  if (json) {
    const notAfter = new Date(notAfterMs).toISOString();
    return JSON.stringify({ path: out, organisation, fingerprint, notAfter, members: members.length });
  }
  return [
    `${out}: a roster of ${count(members.length, "member")} of ${organisation}, good until ${date(notAfterMs)}.`,
    `Fingerprint: ${fingerprint}`,
    "Give it to the coordinator with --roster.",
  ].join("\n");
}

/** `roster show`: what a roster's file says. @throws UserError, StorageError */
export async function showRoster({ file, json }: RosterShowSettings, nowMs: number): Promise<string> {
  const found = await readRosterFile(file, primitives);
  if (found === undefined) throw new UserError(`There is no file ${file}.`);
  const { roster } = found;
  const members = [...roster.members].map(([clientId, { name, publicKey }]) => ({
    name,
    clientId,
    publicKey: toHex(publicKey),
  }));
  const expired = nowMs > roster.notAfterMs;
  if (json) return JSON.stringify({ ...factsOf(roster), expired, members });
  return [
    `Organisation  ${roster.organisation}`,
    `Fingerprint   ${roster.fingerprint}`,
    `Signed        ${date(roster.issuedAtMs)}`,
    `Good until    ${date(roster.notAfterMs)}${expired ? ", which is past: it counts for nothing" : ""}`,
    `Members       ${members.length}`,
    "",
    table(
      ["name", "client id", "public key"],
      members.map(({ name, clientId, publicKey }) => [name, clientId, publicKey]),
    ),
  ].join("\n");
}

function factsOf({ organisation, fingerprint, issuedAtMs, notAfterMs }: MemberRoster) {
  const [issuedAt, notAfter] = [issuedAtMs, notAfterMs].map((ms) => new Date(ms).toISOString());
  return { organisation, fingerprint, issuedAt, notAfter };
}

async function readMembers(path: string): Promise<readonly Member[]> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    throw storageError(error, "read the members", path);
  }
  const members = parseMembers(text, primitives);
  if (!members.ok) throw new UserError(formatRecordProblems(members.error, path));
  return members.value;
}
