import { taskId } from "@tributary/core/support";
import { StorageError } from "@tributary/node-platform";
import { expect } from "chai";

import { openSpoolFile } from "../../src/aggregation/index.ts";
import type { CoordinatorOptions } from "../../src/index.ts";
import { createInProcessTransport, memoryJournal } from "../../src/index.ts";
import { patientTransport } from "../support/grpc-transport.ts";
import { planOf } from "../support/plans.ts";
import { secureClient } from "../support/secure-client.ts";
import type { SecureClient } from "../support/secure-client.ts";
import { testCoordinator } from "../support/test-coordinator.ts";

const plan = planOf({
  privacy: { mode: "secure", clip: 1 },
  cohort: { goal: 3, minimum: 3, minSurvivors: 3, overSelection: 1 },
});
const ends = [
  "advertising-started",
  "roster-fixed",
  "sharers-fixed",
  "update-accepted",
  "survivors-fixed",
  "confirmations-fixed",
  "folding-started",
  "round-committed",
] as const;

describe("a disk that fails once in a secure round", function () {
  this.timeout(30_000);

  /** One round of three clients, each of which repeats a call that failed; in which attempt it was committed. */
  async function committedIn(
    options: Partial<CoordinatorOptions>,
    begun: (clients: readonly SecureClient[]) => void = () => undefined,
  ): Promise<number> {
    const test = await testCoordinator(plan, options);
    try {
      const clients = await Promise.all(
        [1, 2, 3].map((number) =>
          secureClient(
            patientTransport(createInProcessTransport(test.coordinator.federation)),
            number,
            taskId("small"),
          ),
        ),
      );
      begun(clients);
      const outcomes = await Promise.all(clients.map((client) => client.takePart()));
      for (const outcome of outcomes) expect(outcome).to.include({ kind: "committed", counted: true });
      const [outcome] = outcomes;
      return outcome?.kind === "committed" ? outcome.receipt.attempt : 0;
    } finally {
      await test.end();
    }
  }

  for (const written of [false, true]) {
    for (const kind of ends) {
      it(`when ${kind} is recorded costs nothing, ${written ? "though it was" : "and it was not"} written`, async () => {
        const inner = memoryJournal();
        let failures = 0;
        const append: typeof inner.append = async (events) => {
          if (failures > 0 || !events.some((event) => event.kind === kind)) return inner.append(events);
          failures++;
          if (written) await inner.append(events);
          throw new StorageError("failed", "journal", "the disk is gone");
        };
        expect(await committedIn({ journal: { ...inner, append } })).to.equal(1);
        expect(failures).to.equal(1);
      });
    }
  }

  for (const kind of ["roster-fixed", "sharers-fixed", "survivors-fixed", "confirmations-fixed"] as const) {
    it(`when ${kind} was written all the same costs nothing, though others call before it is tried again`, async () => {
      const inner = memoryJournal();
      let clients: readonly SecureClient[] = [];
      let failed = false;
      const append: typeof inner.append = async (events) => {
        const sequence = await inner.append(events);
        if (failed || !events.some((event) => event.kind === kind)) return sequence;
        failed = true;
        setImmediate(() => void clients[0]?.connection.checkIn(taskId("small"), 0).catch(() => undefined));
        throw new StorageError("failed", "journal", "the disk is gone");
      };
      const attempt = await committedIn({ journal: { ...inner, append } }, (all) => {
        clients = all;
      });
      expect([failed, attempt]).to.deep.equal([true, 1]);
    });
  }

  it("when a message is kept costs its sender a repetition", async () => {
    for (let failing = 1; failing <= 4; failing++) {
      let syncs = 0;
      const openFile: NonNullable<CoordinatorOptions["openFile"]> = async (path) => {
        const file = await openSpoolFile(path);
        if (!path.endsWith("session.log")) return file;
        return {
          ...file,
          async sync() {
            if (++syncs === failing) throw new StorageError("failed", path, "the disk is gone");
            return file.sync();
          },
        };
      };
      expect(await committedIn({ openFile })).to.equal(1);
      expect(syncs).to.be.greaterThan(failing);
    }
  });
});
