import { getEventListeners } from "node:events";

import { expect } from "chai";

import { healthHandlers } from "../../src/rpc/health.ts";

describe("the health service", () => {
  it("keeps no listener of a watch that has ended", async () => {
    const stopping = new AbortController();
    const { Watch } = healthHandlers(stopping.signal);
    for (let i = 0; i < 20; i++) {
      const call = new AbortController();
      const watch = Watch({ service: "" }, { token: undefined, peer: "test", signal: call.signal });
      expect((await watch.next()).value).to.deep.equal({ status: "SERVING" });
      const end = watch.next();
      call.abort();
      expect((await end).done).to.equal(true);
    }
    expect(getEventListeners(stopping.signal, "abort")).to.have.length(0);
  });
});
