import { expect } from "chai";

import { nextTurn } from "../src/turns.ts";

describe("the next turn of the event loop", () => {
  const host = globalThis as unknown as NonNullable<Parameters<typeof nextTurn>[0]>;
  for (const [name, chosen] of [
    ["setImmediate", host],
    ["a message to oneself where setImmediate is missing", { MessageChannel: host.MessageChannel }],
  ] as const) {
    it(`comes after what was due before it, by ${name}`, async () => {
      const order: string[] = [];
      setImmediate(() => order.push("due"));
      const turned = nextTurn(chosen).then(() => order.push("turned"));
      order.push("now");
      await turned;
      // A message may overtake setImmediate, but never the code that runs now.
      expect(order[0]).to.equal("now");
      expect(order).to.include("turned");
    });
  }
});
