import { expect } from "chai";

import type { MemberRoster } from "../../src/identity/index.ts";
import type { ParticipantEvent, ParticipantSettings, PolicyInput } from "../../src/participant/index.ts";
import { checkPolicy } from "../../src/participant/index.ts";
import { planDigest } from "../../src/plan/index.ts";
import type { ClientId } from "../../src/support/index.ts";
import { UserError, digest } from "../../src/support/index.ts";
import { scriptedCoordinator } from "./scripted-coordinator.ts";
import { plan, takePart } from "./take-part.ts";
import { virtualClock } from "./virtual-clock.ts";

const organisation = digest("0a".repeat(32));
const hourMs = 3_600_000;

/** What a coordinator offers, and when this client looks at it. */
interface Offered {
  readonly plan?: ReturnType<typeof plan>;
  readonly members?: (self: ClientId) => MemberRoster | undefined;
  readonly nowMs?: number;
}

function rosterOf(self: ClientId, changes: Partial<MemberRoster> = {}): MemberRoster {
  return {
    organisation: "St. Mary",
    fingerprint: organisation,
    issuedAtMs: 0,
    notAfterMs: 100 * hourMs,
    members: new Map([[self, { name: "Ward 1", publicKey: new Uint8Array(32) }]]),
    ...changes,
  };
}

async function joining(settings: Partial<ParticipantSettings>, offered: Offered = {}) {
  const agreed = offered.plan ?? plan();
  const inner = scriptedCoordinator({ plan: agreed, attempts: [{}] });
  const members = offered.members?.(inner.client);
  const coordinator = {
    ...inner,
    getTask: async () => ({ ...(await inner.getTask()), members }),
  };
  return takePart({
    plan: agreed,
    attempts: [],
    coordinator,
    settings,
    clock: virtualClock(offered.nowMs ?? hourMs),
  });
}

/** The sentence with which a client declines; nothing but the task was asked for, and nothing of its own was read. */
async function refusal(settings: Partial<ParticipantSettings>, offered: Offered = {}): Promise<string> {
  const { error, coordinator, events } = await joining(settings, offered);
  expect(coordinator.calls).to.deep.equal(["GetTask"]);
  expect(events).to.deep.equal([]);
  if (!(error instanceof UserError)) throw new Error("the client has joined", { cause: error });
  return error.message;
}

async function joined(
  settings: Partial<ParticipantSettings>,
  offered: Offered = {},
): Promise<Extract<ParticipantEvent, { kind: "joined" }>> {
  const { error, events } = await joining(settings, offered);
  if (error !== undefined) throw new Error("the client has not joined", { cause: error });
  const [first] = events;
  if (first?.kind !== "joined") throw new Error("the client has not said that it joined");
  return first;
}

describe("a client that pins an organisation", () => {
  const pinning = { organisation };

  it("joins where that organisation's roster is offered and it is on it, up to the last moment", async () => {
    const event = await joined(pinning, { members: (self) => rosterOf(self), nowMs: 100 * hourMs });
    expect(event.voucher).to.deep.equal({
      kind: "pinned",
      organisation: "St. Mary",
      fingerprint: organisation,
    });
  });

  it("does not join without a roster, whatever else it accepts", async () => {
    expect(await refusal({ ...pinning, acceptSealed: true })).to.equal(
      `The coordinator has no roster of the organisation ${organisation}, whose members alone you take part with; ` +
        "ask its operator to start it with that roster (--roster).",
    );
  });

  it("does not join under the roster of another organisation", async () => {
    const other = digest("0b".repeat(32));
    const members = (self: ClientId) => rosterOf(self, { fingerprint: other });
    expect(await refusal(pinning, { members })).to.equal(
      `The coordinator's roster is of St. Mary (${other}), not of the organisation ${organisation}, whose members ` +
        "alone you take part with; ask its operator for that roster, or your organisation for its fingerprint.",
    );
  });

  const lateness = [
    [1, "less than an hour ago"],
    [5 * hourMs, "5 h ago"],
    [72 * hourMs, "3 days ago"],
  ] as const;
  for (const [lateMs, words] of lateness) {
    it(`does not join under a roster that expired ${words}`, async () => {
      const nowMs = 100 * hourMs + lateMs;
      expect(await refusal(pinning, { members: (self) => rosterOf(self), nowMs })).to.equal(
        `The coordinator's roster of St. Mary expired ${words}; ` +
          "ask its operator for a new one, or see to this machine's clock if that is wrong.",
      );
    });
  }

  it("does not join under a roster that it is not on itself", async () => {
    expect(await refusal(pinning, { members: (self) => rosterOf(self, { members: new Map() }) })).to.match(
      /^This client \([0-9a-f]{32}\) is not on the roster of St\. Mary; send that organisation the line that `tributary-client identity` prints, /,
    );
  });
});

describe("a client that pins no organisation", () => {
  it("is told whose roster is offered, or that nobody vouches for anyone", async () => {
    expect((await joined({})).voucher).to.deep.equal({ kind: "nobody" });
    expect((await joined({}, { members: (self) => rosterOf(self) })).voucher).to.deep.equal({
      kind: "not-pinned",
      organisation: "St. Mary",
      fingerprint: organisation,
    });
  });
});

describe("a client that demands survivors", () => {
  it("joins a task whose sums hold as many, and no other", async () => {
    await joined({ minSurvivors: 3 });
    expect(await refusal({ minSurvivors: 4 })).to.equal(
      "Task scripted may sum as few as 3 updates, and at least 4 are demanded here; ask its operator for a plan with " +
        "a larger cohort.minSurvivors, or demand less (--min-survivors).",
    );
  });
});

describe("a client with a policy", () => {
  function policy(input: PolicyInput): Pick<ParticipantSettings, "policy"> {
    const checked = checkPolicy(input);
    if (!checked.ok) throw new Error(JSON.stringify(checked.error));
    return { policy: checked.value };
  }

  it("joins a task that is within it at each bound", async () => {
    const within: PolicyInput = {
      modes: ["secure", "sealed"],
      minSurvivors: 3,
      roster: organisation,
      tuning: ["lora", "full"],
      maximumEpochs: 2,
      plan: planDigest(plan()),
    };
    const { voucher } = await joined(policy(within), { members: (self) => rosterOf(self) });
    expect(voucher.kind).to.equal("pinned");
  });

  const outside: Readonly<Record<string, readonly [PolicyInput, string]>> = {
    "whose mode it does not list": [{ modes: ["secure"] }, "modes: expected secure, got sealed"],
    "that may sum fewer updates": [
      { minSurvivors: 8 },
      "minSurvivors: expected a plan with at least 8, got 3",
    ],
    "without its organisation's roster": [
      { roster: organisation },
      `roster: expected that of organisation ${organisation}, got none`,
    ],
    "that is tuned in another way": [{ tuning: ["lora", "head"] }, "tuning: expected lora or head, got full"],
    "that trains for longer": [
      { maximumEpochs: 1 },
      "maximumEpochs: expected a plan with at most 1 local epochs, got 2",
    ],
    "with another plan": [
      { plan: "0".repeat(64) },
      `plan: expected ${"0".repeat(64)}, got ${planDigest(plan())}`,
    ],
    "that is wrong in two ways, and names both": [
      { modes: ["secure"], maximumEpochs: 1 },
      "modes: expected secure, got sealed; maximumEpochs: expected a plan with at most 1 local epochs, got 2",
    ],
  };
  for (const [name, [input, problem]] of Object.entries(outside)) {
    it(`does not join a task ${name}`, async () => {
      expect(await refusal(policy(input))).to.equal(
        `Task scripted is outside this client's policy: ${problem}.`,
      );
    });
  }

  it("does not take a policy that allows mode sealed for its user's acceptance", async () => {
    expect(await refusal({ ...policy({ modes: ["sealed"] }), acceptSealed: false })).to.match(
      /mode sealed: its coordinator .* can read each of your updates/,
    );
  });

  it("must itself be on the roster that its policy names, before it has expired", async () => {
    const members = (self: ClientId) => rosterOf(self, { members: new Map() });
    expect(await refusal(policy({ roster: organisation }), { members })).to.match(/ is not on the roster /);
    const late = { members: (self: ClientId) => rosterOf(self), nowMs: 101 * hourMs };
    expect(await refusal(policy({ roster: organisation }), late)).to.match(/ expired 1 h ago/);
  });

  it("keeps to what its user demands besides, whichever is more", async () => {
    expect(await refusal({ ...policy({ minSurvivors: 2 }), minSurvivors: 4 })).to.match(
      /^Task scripted may sum as few as 3 updates, and at least 4 are demanded here/,
    );
    const other = digest("0c".repeat(32));
    const both = { ...policy({ roster: organisation }), organisation: other };
    expect(await refusal(both, { members: (self) => rosterOf(self) })).to.match(
      /not of the organisation 0c0c/,
    );
  });
});
