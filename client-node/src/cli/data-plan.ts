import { join } from "node:path";

import { signerFromSeed } from "@tributary/core/identity";
import type { DataPlan } from "@tributary/core/plan";
import { formatPlanProblems, parseDataPlan } from "@tributary/core/plan";
import type { Cancellation } from "@tributary/core/support";
import { isTaskId, UserError } from "@tributary/core/support";
import { createTokenizer } from "@tributary/core/text";
import type { Tokenizer } from "@tributary/core/text";
import { connect } from "@tributary/core/wire";
import { nodePrimitives, nodeRandom } from "@tributary/node-platform";

import { parseCoordinator } from "../address.ts";
import { entriesOf } from "../readers/folder.ts";
import { readText } from "../readers/read-text.ts";
import { release } from "../release.ts";
import { readAuthorities } from "../transport/authorities.ts";
import { createGrpcTransport } from "../transport/grpc-transport.ts";

/** The part of a plan's file that says how data are read. @throws UserError naming line and column */
export async function planInFile(path: string): Promise<DataPlan> {
  const plan = parseDataPlan(await readText(path), path);
  if (plan.ok) return plan.value;
  throw new UserError(formatPlanProblems(plan.error));
}

/** The plan of a coordinator's task; asking for it enrols nobody. */
export async function planOfTask(
  coordinator: string,
  { task, caFile }: { readonly task: string | undefined; readonly caFile: string | undefined },
  signal: Cancellation,
): Promise<DataPlan> {
  const address = parseCoordinator(coordinator);
  if (task !== undefined && !isTaskId(task)) {
    throw new UserError(
      `${JSON.stringify(task)} is not a task's name: expected lower-case letters, digits and dashes.`,
    );
  }
  const ca = caFile === undefined ? undefined : await readAuthorities(caFile);
  const transport = createGrpcTransport({ ...address, tls: address.tls ? { ca } : undefined });
  try {
    const connection = connect({
      transport,
      signer: signerFromSeed(nodeRandom.bytes(32), nodePrimitives),
      primitives: nodePrimitives,
      task,
      fingerprint: address.fingerprint,
      kind: "node",
      release,
      timeoutMs: 30_000,
    });
    return (await connection.getTask(signal)).plan;
  } finally {
    await transport.close();
  }
}

/** The tokenizer in a model's folder. @throws UserError naming the folder */
export async function tokenizerIn(folder: string): Promise<Tokenizer> {
  const { files } = await entriesOf(folder);
  const read = (name: string): Promise<string | undefined> =>
    files.includes(name) ? readText(join(folder, name)) : Promise.resolve(undefined);
  const tokenizerJson = await read("tokenizer.json");
  if (tokenizerJson === undefined) {
    throw new UserError(
      `${folder} holds no tokenizer.json; name the folder of the base model, which has it.`,
    );
  }
  const [tokenizerConfigJson, specialTokensMapJson] = [
    await read("tokenizer_config.json"),
    await read("special_tokens_map.json"),
  ];
  return createTokenizer({ tokenizerJson, tokenizerConfigJson, specialTokensMapJson });
}
