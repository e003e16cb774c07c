// What the coordinator has of a secure round it could as well have of other updates with the same sum: for two sets of
// inputs this constructs masks under which all that it receives and keeps is the same, byte for byte. That such masks
// are as likely as the real ones is core's test of the protocol (test/secagg/privacy.test.ts).
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";

import { localMasks } from "@tributary/core/secagg";
import type { MaskPort } from "@tributary/core/secagg";
import { seededRandom, taskId, utf8 } from "@tributary/core/support";
import type { Clock } from "@tributary/core/support";
import type { FederationTransport } from "@tributary/core/wire";
import { nodePrimitives } from "@tributary/node-platform";
import { expect } from "chai";

import { openSpoolFile } from "../../src/aggregation/index.ts";
import type { OpenSpoolFile } from "../../src/aggregation/index.ts";
import { createInProcessTransport } from "../../src/index.ts";
import { planOf } from "../support/plans.ts";
import type { Assigned } from "../support/scripted-client.ts";
import { secureClient, secureSteps } from "../support/secure-client.ts";
import type { SecureClientChanges } from "../support/secure-client.ts";
import { testCoordinator } from "../support/test-coordinator.ts";
import type { TestCoordinator } from "../support/test-coordinator.ts";

const task = taskId("small");
const plan = planOf({
  privacy: { mode: "secure", clip: 1 },
  cohort: { goal: 4, minimum: 4, minSurvivors: 3, overSelection: 1 },
});

/** Time stands still: nothing falls due, and all that is stamped is stamped alike. */
const stoppedClock: Clock = {
  nowMs: () => 1_700_000_000_000,
  sleep: (_, signal) =>
    new Promise((_resolve, reject) => {
      if (signal?.aborted) reject(signal.reason);
      signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
    }),
};

describe("what a coordinator has of a secure round", function () {
  this.timeout(30_000);
  let test: TestCoordinator;
  afterEach(() => test.end());

  it("is the same for other updates with the same sum: journal, files and everything received", async () => {
    // Client 1 sends 5 more and client 2 sends 5 less in the first two coordinates.
    const shifts = new Map([
      [1, 5],
      [2, -5],
    ]);
    const seen = await transcript(() => ({}));
    const simulated = await transcript((number) => shifted(shifts.get(number) ?? 0));
    expect(simulated).to.deep.equal(seen);
    // The shift without the masks that hide it is seen at once.
    const bare = await transcript((number) => ({ ...shifted(shifts.get(number) ?? 0), masks: undefined }));
    expect(bare).to.not.deep.equal(seen);
  });

  it("is never a masked vector and a share that opens it at the same time", async () => {
    const violations: string[] = [];
    let answers = 0;
    const openFile: OpenSpoolFile = async (path) => {
      const file = await openSpoolFile(path);
      const attempt = path.endsWith("session.log") ? dirname(path) : dirname(dirname(path));
      return {
        ...file,
        async append(bytes) {
          const text = Buffer.from(bytes).toString("latin1");
          if (path.endsWith("session.log") && text.includes('"kind":"answered"')) {
            answers++;
            const vectors = readdirSync(join(attempt, "uploads"));
            if (vectors.length > 0) violations.push(`${vectors.length} vectors when an answer came`);
          } else if (!path.endsWith("session.log")) {
            const log = join(attempt, "session.log");
            if (existsSync(log) && readFileSync(log, "utf8").includes('"kind":"answered"')) {
              violations.push("a vector came after an answer");
            }
          }
          await file.append(bytes);
        },
      };
    };
    test = await testCoordinator(plan, { openFile });
    const clients = await Promise.all(
      [1, 2, 3, 4].map((number) =>
        secureClient(createInProcessTransport(test.coordinator.federation), number, task),
      ),
    );
    await Promise.all(clients.map((client) => client.takePart()));
    expect(answers).to.be.greaterThan(0);
    expect(violations).to.deep.equal([]);
    for (const client of clients) await client.assigned();
    expect(
      filesIn(join(test.dataDir, "attempts")).filter(([path]) => /session|uploads\/|snapshot/.test(path)),
    ).to.deep.equal([]);
  });

  function shifted(by: number): SecureClientChanges {
    const plain = localMasks(nodePrimitives);
    const masks: MaskPort = {
      async add(words, all) {
        await plain.add(words, all);
        for (const i of [0, 1]) words[i] = words[i]! - by;
      },
    };
    return {
      masks,
      vector(bytes) {
        const moved = bytes.slice();
        for (const at of [0, 3]) {
          const value = (((bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16)) << 8) >> 8) + by;
          moved.set([value & 255, (value >> 8) & 255, (value >> 16) & 255], at);
        }
        return moved;
      },
    };
  }

  /** One round, step by step; all that was received in its order, every file before the last message of each step, and the journal. */
  async function transcript(
    changesOf: (
      number: number,
    ) => Omit<SecureClientChanges, "masks"> & { readonly masks?: MaskPort | undefined },
  ): Promise<unknown> {
    const seen: unknown[] = [];
    test = await testCoordinator(plan, {
      clock: stoppedClock,
      random: seededRandom(utf8("a coordinator's chance")),
    });
    const clients = [];
    for (const number of [1, 2, 3, 4]) {
      const { masks, ...changes } = changesOf(number);
      const random = seededRandom(utf8(`client ${number}`));
      const transport = recorded(createInProcessTransport(test.coordinator.federation), seen);
      clients.push(
        await secureClient(transport, number, task, { ...changes, ...(masks && { masks }), random }),
      );
    }
    const places: Assigned[] = [];
    for (const client of clients) places.push(await client.assigned());
    const keys = await Promise.all(clients.map((client, i) => client.begin(places[i]!)));
    for (const step of secureSteps) {
      for (const [i, client] of clients.entries()) {
        // Nothing is under way while the last one is waited for.
        if (i === clients.length - 1) seen.push([step, filesIn(test.dataDir)]);
        expect(await client.step(step)).to.equal(undefined);
      }
    }
    for (const [i, client] of clients.entries()) await client.ended(keys[i]!);
    await clients[0]!.assigned();
    await test.coordinator.close();
    seen.push(
      test.changes.flatMap(({ events }) => events),
      filesIn(join(test.dataDir, "blobs")),
    );
    await test.end();
    return seen;
  }
});

/** Every request that says something; reads say nothing, and how often they come is chance. */
function recorded(inner: FederationTransport, seen: unknown[]): FederationTransport {
  const silent = /^(Get|CheckIn|UploadStatus|Ready|Enroll)/;
  const unary = (...args: Parameters<FederationTransport["unary"]>) => {
    const [method, request] = args;
    if (!silent.test(method)) {
      seen.push([
        method,
        JSON.stringify(request, (_, value: unknown) => (ArrayBuffer.isView(value) ? hashOf(value) : value)),
      ]);
    }
    return inner.unary(...args);
  };
  return { ...inner, unary: unary as FederationTransport["unary"] };
}

function hashOf(bytes: ArrayBufferView): string {
  return createHash("sha256")
    .update(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    .digest("hex");
}

/** Each file's path and digest; not the temporary ones of a write that is under way. */
function filesIn(folder: string): readonly (readonly [string, string])[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => [relative(folder, path), hashOf(readFileSync(path))] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
