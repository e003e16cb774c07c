import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Plan } from "@tributary/core/plan";
import { nodeClock, nodePrimitives, nodeRandom } from "@tributary/node-platform";

import type { Change, Coordinator, CoordinatorOptions, Trouble } from "../../src/index.ts";
import { createInProcessTransport, memoryJournal, openCoordinator, strategyFinder } from "../../src/index.ts";
import { planOf } from "./plans.ts";
import { scriptedClient } from "./scripted-client.ts";
import type { ScriptedClient } from "./scripted-client.ts";

/** A coordinator with one task, in a folder of its own. */
export interface TestCoordinator {
  readonly coordinator: Coordinator;
  readonly dataDir: string;
  readonly changes: readonly Change[];
  readonly troubles: readonly Trouble[];
  /** Clients number 1 to `count`. */
  clients(count: number): Promise<readonly ScriptedClient[]>;
  /** Closes it and deletes its folder. */
  end(): Promise<void>;
}

export async function testCoordinator(
  plan: Plan = planOf(),
  options: Partial<CoordinatorOptions> = {},
): Promise<TestCoordinator> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), "tributary-coordinator-")));
  const changes: Change[] = [];
  const troubles: Trouble[] = [];
  const coordinator = await openCoordinator({
    dataDir,
    journal: memoryJournal(),
    clock: nodeClock,
    random: nodeRandom,
    primitives: nodePrimitives,
    findStrategy: strategyFinder(undefined),
    onChange: (change) => changes.push(change),
    onTrouble: (trouble) => troubles.push(trouble),
    ...options,
  });
  const task = await coordinator.createTask(plan, undefined);
  return {
    coordinator,
    dataDir,
    changes,
    troubles,
    clients: (count) =>
      Promise.all(
        Array.from({ length: count }, (_, i) =>
          scriptedClient(createInProcessTransport(coordinator.federation), i + 1, task),
        ),
      ),
    async end() {
      await coordinator.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
