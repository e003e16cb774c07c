import { clientIdOf, signerFromSeed } from "@tributary/core/identity";
import { toHex } from "@tributary/core/support";
import { nodePrimitives, nodeRandom, readOrCreateIdentityFile } from "@tributary/node-platform";

import { defaultIdentityPath } from "../store/places.ts";
import type { FlagKind } from "./arguments.ts";
import { parseFlags } from "./arguments.ts";
import type { Output } from "./reporters.ts";

const identityFlags = {
  identity: "text",
  json: "switch",
} as const satisfies Record<string, FlagKind>;

/** `tributary-client identity`: who this client is, for the organisation that keeps the roster; made if need be. */
export async function identity(args: readonly string[], output: Output): Promise<number> {
  const flags = parseFlags(args, identityFlags);
  const path = flags.identity ?? defaultIdentityPath();
  const { seed, made } = await readOrCreateIdentityFile(path, nodeRandom);
  const signer = signerFromSeed(seed, nodePrimitives);
  const clientId = clientIdOf(signer.publicKey, nodePrimitives);
  const publicKey = toHex(signer.publicKey);
  // A name that tells clients apart until the organisation gives a better one.
  const member = `client-${clientId.slice(0, 8)},${publicKey}`;
  if (flags.json) {
    output.write(`${JSON.stringify({ clientId, publicKey, member, identity: path, made })}\n`);
    return 0;
  }
  const lines = [
    `Client id   ${clientId}`,
    `Public key  ${publicKey}`,
    `Kept in     ${path}${made ? ", made just now" : ""}; keep it to yourself`,
    "",
    "For the organisation's members file (a name of its choice, then the public key):",
    member,
  ];
  output.write(`${lines.join("\n")}\n`);
  return 0;
}
