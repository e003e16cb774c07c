import { readFileSync } from "node:fs";

import { expect } from "chai";

import { abortCauses, refusalReasons } from "../../src/rounds/index.ts";
import { messageReasons, participantReasons, sessionAbortCauses } from "../../src/secagg/index.ts";

const protocol = readFileSync(new URL("../../../../docs/protocol.md", import.meta.url), "utf8");

/** Words in the first column of the tables under a heading, up to the next one. */
function listedUnder(heading: string): ReadonlySet<string> {
  const [, section = ""] = protocol.split(`\n## ${heading}\n`);
  const [own = ""] = section.split("\n## ");
  const columns = [...own.matchAll(/^\|([^|]*)\|/gm)].map(([, column = ""]) => column);
  return new Set(
    columns.flatMap((column) => [...column.matchAll(/`([a-z-]+)`/g)].map(([, word = ""]) => word)),
  );
}

describe("docs/protocol.md", () => {
  it("tells of every reason why a message is refused, and of no other", () => {
    expect([...listedUnder("Why an update is refused")].toSorted()).to.deep.equal(
      [...refusalReasons].toSorted(),
    );
    expect(refusalReasons).to.include.members([...messageReasons]);
  });

  it("tells of every cause of an aborted round, and of no other", () => {
    expect([...listedUnder("Why a round is aborted")].toSorted()).to.deep.equal([...abortCauses].toSorted());
    expect(abortCauses).to.include.members([...sessionAbortCauses]);
  });

  it("tells of every reason for which a client ends its part in an exchange", () => {
    expect([...listedUnder("Mode secure")]).to.include.members([...participantReasons]);
  });
});
