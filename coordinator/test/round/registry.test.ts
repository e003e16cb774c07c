import { expect } from "chai";

import { enrolledClient } from "../../src/round/index.ts";
import { client, digestOf, House, openHouse, startedHouse, theTask } from "./builders.ts";

function enrollment(tokenLabel: string) {
  return {
    kind: "enroll",
    client: client(0),
    publicKey: "0".repeat(64),
    tokenHash: digestOf(tokenLabel),
    clientKind: "node",
    release: "0.1.0",
  } as const;
}
const revoke = { kind: "revoke", client: client(0), reason: "lost laptop" } as const;

describe("the registry of clients", () => {
  it("keeps the four newest tokens of a client, and its first enrolment's time", () => {
    const house = new House();
    for (const label of ["a", "b", "c", "d", "e"]) {
      expect(house.done(enrollment(label))).to.deep.equal(["client-enrolled"]);
      house.nowMs += 1;
    }
    expect(house.done(enrollment("e"))).to.deep.equal([]);
    const found = enrolledClient(house.state, client(0));
    expect(found?.tokenHashes).to.deep.equal(["e", "d", "c", "b"].map(digestOf));
    expect(found?.enrolledAtMs).to.equal(house.nowMs - 5);
    expect(house.state.clients.size).to.equal(1);
  });

  it("takes the tokens of a revoked client and never gives new ones", () => {
    const house = new House();
    house.enroll(0);
    expect(house.done(revoke)).to.deep.equal(["client-revoked"]);
    expect(house.done(revoke)).to.deep.equal([]);
    expect(house.state.clients.get(client(0))).to.not.have.property("tokenHashes");
    expect(house.refused(enrollment("again"))).to.equal("revoked");
    expect(house.refused({ ...revoke, client: client(1) })).to.equal("unknown-client");
  });

  it("keeps reasons short and free of control characters", () => {
    const house = new House();
    house.enroll(0);
    house.done({ ...revoke, reason: `a\u001bb${"c".repeat(1000)}` });
    const known = house.state.clients.get(client(0));
    expect(known?.status === "revoked" && known.reason).to.equal(`a\uFFFDb${"c".repeat(296)}…`);
  });

  it("frees the place of a revoked client", () => {
    const house = openHouse();
    house.checkIn(0, 1);
    expect(house.done(revoke)).to.deep.equal(["client-revoked", "client-left"]);
    expect([...house.open.leases.keys()]).to.deep.equal([client(1)]);
    expect(house.refused({ kind: "check-in", task: theTask, client: client(0) })).to.equal("revoked");
  });

  it("waits no longer for the update of a revoked client, but keeps what was accepted", () => {
    const house = startedHouse();
    house.gather();
    house.commit(1, 2, 3);
    expect(house.done(revoke)).to.deep.equal(["client-revoked", "client-left", "folding-started"]);
    expect(house.folding.survivors.has(client(0))).to.equal(false);
    expect(house.done({ ...revoke, client: client(1) })).to.deep.equal(["client-revoked"]);
    expect(house.folding.survivors.has(client(1))).to.equal(true);
  });
});
