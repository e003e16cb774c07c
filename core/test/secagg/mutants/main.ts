// `npm run test:mutants`: every check of secure aggregation is taken away in turn, and a test must notice. With words,
// only the mutants whose file, change or test has one of them.
import { availableParallelism } from "node:os";

import { describeMutant, repositoryRoot, runMutants } from "@tributary/test-support";

import { agreementMutants } from "./agreement.ts";
import { bindingMutants } from "./bindings.ts";
import { coordinatorMutants } from "./coordinator.ts";
import { driverMutants } from "./driver.ts";
import { encodingMutants } from "./encoding.ts";
import { erasureMutants } from "./erasures.ts";
import { foundationMutants } from "./foundations.ts";
import { participantMutants } from "./participant.ts";
import { privacyMutants } from "./privacy.ts";
import { sumMutants } from "./sums.ts";

/** Far beyond what a test takes, so that a mutant that hangs does not hang the run. */
const processLimitMs = 120_000;

const words = process.argv.slice(2);
const all = [
  ...agreementMutants,
  ...participantMutants,
  ...coordinatorMutants,
  ...sumMutants,
  ...bindingMutants,
  ...erasureMutants,
  ...driverMutants,
  ...encodingMutants,
  ...foundationMutants,
  ...privacyMutants,
];
const chosen = all.filter((mutant) => {
  const text = `${describeMutant(mutant)} ${mutant.test.file} ${mutant.test.name}`;
  return words.length === 0 || words.some((word) => text.includes(word));
});
const allKilled = await runMutants(chosen, {
  root: repositoryRoot,
  say: (line) => console.log(line),
  parallel: availableParallelism(),
  timeLimit: () => AbortSignal.timeout(processLimitMs),
});
process.exitCode = allKilled ? 0 : 1;
