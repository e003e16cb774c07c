import { expect } from "chai";

import { readSpeeches } from "../src/plays.ts";

describe("speeches of a text of plays", () => {
  it("begin with a speaker's name and a colon on a line of its own after a blank line", () => {
    const text =
      "First Citizen:\nBefore we proceed,\nhear me speak.\n\nAll:\nSpeak, speak.\n\nFirst Citizen:\nSo.\n";
    expect(readSpeeches(text)).to.deep.equal([
      { speaker: "First Citizen", text: "Before we proceed,\nhear me speak." },
      { speaker: "All", text: "Speak, speak." },
      { speaker: "First Citizen", text: "So." },
    ]);
  });

  it("may have lines that end in a colon, which name nobody", () => {
    const text = "MENENIUS:\nThe belly answer'd thus:\nTrue is it.\n\nBoth: of you:\nlisten\n";
    expect(readSpeeches(text)).to.deep.equal([
      { speaker: "MENENIUS", text: "The belly answer'd thus:\nTrue is it.\nBoth: of you:\nlisten" },
    ]);
  });

  it("go on over a blank line that no speaker follows", () => {
    expect(readSpeeches("ROMEO:\nO!\n\nO me!\n")).to.deep.equal([{ speaker: "ROMEO", text: "O!\nO me!" }]);
  });

  it("are read with any ends of lines, spaces behind them, and a mark of the byte order", () => {
    const text = "\uFEFFROMEO: \r\nO me! \r\nWhat fray?\r\n \r\nJULIET:\rAy me!\r";
    expect(readSpeeches(text)).to.deep.equal([
      { speaker: "ROMEO", text: "O me!\nWhat fray?" },
      { speaker: "JULIET", text: "Ay me!" },
    ]);
  });

  it("leave out who says nothing, and what stands before the first speaker", () => {
    expect(readSpeeches("ACT I\n\nKENT:\n\nLEAR:\nKent!\n")).to.deep.equal([
      { speaker: "LEAR", text: "Kent!" },
    ]);
    expect(readSpeeches("No play.")).to.deep.equal([]);
    expect(readSpeeches("")).to.deep.equal([]);
  });
});
