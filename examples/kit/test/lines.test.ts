import { expect } from "chai";

import { readClientLine, readCoordinatorLine } from "../src/lines.ts";

describe("lines that processes print", () => {
  it("are passed over where they are of no use, or no JSON at all", () => {
    expect(readClientLine('{"kind":"resting","afterMs":5}')).to.equal(undefined);
    expect(readClientLine("Warning: not JSON")).to.equal(undefined);
    expect(readCoordinatorLine('{"event":"mode","text":"x"}')).to.equal(undefined);
  });

  it("are read whatever else they carry", () => {
    const line = readCoordinatorLine(
      '{"level":"info","event":"listening","url":"http://a:1","invite":"http://a:1#f","x":1}',
    );
    expect(line).to.deep.equal({ event: "listening", url: "http://a:1", invite: "http://a:1#f" });
  });
});
