// What tests of every workspace share. Each helper that owns something (a folder, a process) registers the
// hook that takes it away again, so a test that fails leaves nothing behind.
export { chromium, compiler, dataFile, minilm, network, python } from "./needs.ts";
export { startProcesses } from "./processes.ts";
export type { StartedProcess, StartOptions } from "./processes.ts";
export { unusedPort } from "./ports.ts";
export { repositoryRoot } from "./repository.ts";
export { requires } from "./requires.ts";
export type { Found, Need } from "./requires.ts";
export { smallOrderKeys } from "./small-order.ts";
export { temporaryFolder } from "./temporary-folder.ts";
export { describeMutant } from "./mutants/mutant.ts";
export { runMutants } from "./mutants/run-mutants.ts";
export type { MutantRun } from "./mutants/run-mutants.ts";
export type { Change, Mutant, NamedTest } from "./mutants/mutant.ts";
export { benchRow, leaveRows, median } from "./bench.ts";
export type { BenchRow } from "./bench.ts";
