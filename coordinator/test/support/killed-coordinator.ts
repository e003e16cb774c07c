import type { startProcesses } from "@tributary/test-support";
import { expect } from "chai";

import { startCoordinator } from "./coordinator-process.ts";

/** A coordinator that is killed, and started again on its port, whenever a test passes one moment. */
export interface KilledCoordinator<Moment extends string> {
  readonly port: number;
  pass(moment: Moment): Promise<void>;
  /** Ends it in good order. Fails when its moment never came: nothing would have been tested. */
  end(): Promise<void>;
}

/** Starts a coordinator in a folder; `killedAt` undefined leaves it in peace. */
export async function startKilledCoordinator<Moment extends string>(
  start: ReturnType<typeof startProcesses>,
  folder: string,
  plan: string,
  killedAt: Moment | undefined,
): Promise<KilledCoordinator<Moment>> {
  const args = ["--plan", plan];
  let running = await startCoordinator(start, folder, args);
  const { port } = running;
  let kills = 0;
  return {
    port,
    async pass(moment) {
      if (moment !== killedAt) return;
      kills++;
      running.process.kill("SIGKILL");
      await running.process.ended;
      running = await startCoordinator(start, folder, args, port);
    },
    async end() {
      running.process.kill("SIGTERM");
      expect(await running.process.ended).to.include({ code: 0 });
      if (killedAt !== undefined) expect(kills, `kills at "${killedAt}"`).to.be.greaterThan(0);
    },
  };
}
