import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import { startProcesses, temporaryFolder } from "@tributary/test-support";

import { entryPoint } from "./entry-point.ts";

describe("a deal of rows to clients", function () {
  this.timeout(20_000);
  const start = startProcesses();
  const folder = temporaryFolder();

  async function deal(...args: readonly string[]) {
    const dealing = start(entryPoint("deal"), args);
    const { code } = await dealing.ended;
    return { code, out: dealing.lines.stdout, errors: dealing.lines.stderr };
  }

  async function rows(count: number): Promise<string> {
    const path = join(folder(), "rows.csv");
    const lines = Array.from({ length: count }, (_, i) => `${i},${i % 3}`);
    await writeFile(path, ["number,label", ...lines].join("\n"));
    return path;
  }

  it("leaves each client its rows under the header, by a seed that may be any text", async () => {
    const out = join(folder(), "out");
    const { code, errors } = await deal(
      "--data",
      await rows(400),
      "--out",
      out,
      "--clients",
      "2",
      "--seed",
      "x",
    );
    expect({ code, errors }).to.deep.equal({ code: 0, errors: [] });
    const files = ["client-1/data.csv", "client-2/data.csv", "held-back.csv"].map((name) => join(out, name));
    const dealt = await Promise.all(
      files.map(async (path) => (await readFile(path, "utf8")).trim().split("\n")),
    );
    for (const [header] of dealt) expect(header).to.equal("number,label");
    const numbers = dealt.flatMap(([, ...own]) => own.map((row) => Number(row.split(",")[0])));
    expect(numbers.toSorted((a, b) => a - b)).to.deep.equal(Array.from({ length: 400 }, (_, i) => i));
  });

  it("says in one sentence what is missing, wrong or cannot be had", async () => {
    const data = await rows(50);
    const out = join(folder(), "out");
    const cases: readonly (readonly [readonly string[], number, RegExp])[] = [
      [
        ["--data", join(folder(), "nothere.csv"), "--out", out],
        1,
        /^Could not read .*nothere\.csv: there is no such/,
      ],
      [
        ["--data", data, "--out", data],
        1,
        /cannot be dealt so that each of 10 clients has 30; give fewer --clients/,
      ],
      [
        ["--data", data, "--out", data, "--clients", "1"],
        1,
        /^Could not make the folder .*client-1: a part of the path/,
      ],
      [["--data", data], 2, /^Expected --data FILE\.csv and --out DIR\.$/],
      [["--data", data, "--out", out, "--clients", "many"], 2, /^--clients is "many"; expected/],
      [["--data", data, "--out", out, "--alpha", "0"], 2, /^--alpha is "0"; expected/],
      [["--data", data, "--out", out, "--hold-back", "1"], 2, /^--hold-back is "1"; expected/],
      [["--sead", "1"], 2, /--sead/],
    ];
    for (const [args, status, sentence] of cases) {
      const { code, errors } = await deal(...args);
      expect(code, args.join(" ")).to.equal(status);
      expect(errors).to.have.length(1);
      expect(errors[0]).to.match(sentence);
    }
  });
});
