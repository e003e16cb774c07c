import type { Cancellation } from "@tributary/core/support";
import { engineNames } from "@tributary/training";

import { joinFederation } from "../join-federation.ts";
import type { FlagKind } from "./arguments.ts";
import { oneOf, parseFlags, required, wholeNumber } from "./arguments.ts";
import { dataFlags, dataFormatOf } from "./data-flags.ts";
import type { Output } from "./reporters.ts";
import { forPeople, forPrograms } from "./reporters.ts";

const joinFlags = {
  coordinator: "text",
  data: "text",
  task: "text",
  "accept-sealed": "switch",
  "roster-key": "text",
  "min-survivors": "text",
  policy: "text",
  fingerprint: "text",
  "tls-ca": "text",
  identity: "text",
  "cache-dir": "text",
  engine: "text",
  "give-up-after": "text",
  json: "switch",
  ...dataFlags,
} as const satisfies Record<string, FlagKind>;

/** `tributary-client`: takes part until the task is over. The answer is the exit code. */
export async function join(
  args: readonly string[],
  output: Output,
  signal: Cancellation,
  nowMs: () => number,
): Promise<number> {
  const flags = parseFlags(args, joinFlags);
  const coordinator = required("coordinator", flags.coordinator);
  const data = required("data", flags.data);
  const format = dataFormatOf(flags);
  const engine = flags.engine === undefined ? undefined : oneOf("engine", flags.engine, engineNames);
  const giveUp = flags["give-up-after"];
  const giveUpAfterMs = giveUp === undefined ? undefined : 1000 * wholeNumber("give-up-after", giveUp, 0);
  const fewest = flags["min-survivors"];
  const minSurvivors = fewest === undefined ? undefined : wholeNumber("min-survivors", fewest, 1);
  const report = flags.json ? forPrograms(output) : forPeople(output, nowMs);
  const result = await joinFederation({
    coordinator,
    data,
    format,
    signal,
    onEvent: report,
    acceptSealed: flags["accept-sealed"],
    ...(flags["roster-key"] !== undefined && { organisation: flags["roster-key"] }),
    ...(minSurvivors !== undefined && { minSurvivors }),
    ...(flags.policy !== undefined && { policy: flags.policy }),
    ...(flags.task !== undefined && { task: flags.task }),
    ...(flags.fingerprint !== undefined && { fingerprint: flags.fingerprint }),
    ...(flags["tls-ca"] !== undefined && { tlsCaFile: flags["tls-ca"] }),
    ...(flags.identity !== undefined && { identity: flags.identity }),
    ...(flags["cache-dir"] !== undefined && { cacheDir: flags["cache-dir"] }),
    ...(engine !== undefined && { engine }),
    ...(giveUpAfterMs !== undefined && { giveUpAfterMs }),
  });
  const { state, model, personal, roundsCounted, bestRound } = result;
  if (flags.json) {
    const own = { model: model ?? null, personal: personal ?? null };
    output.write(`${JSON.stringify({ kind: "result", state, bestRound, roundsCounted, ...own })}\n`);
  } else if (state !== "stopped") {
    const where = model === undefined ? "" : ` The best model's trained tensors: ${model.path}`;
    output.write(`Your updates counted in ${roundsCounted} rounds.${where}\n`);
    if (personal !== undefined)
      output.write(`Your own model, with the part that never left this client: ${personal}\n`);
  }
  return state === "failed" ? 1 : 0;
}
