import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { expect } from "chai";

import { repositoryRoot } from "../src/index.ts";

const run = promisify(execFile);

// Put together here, so that this file does not hold what it looks for.
const machinePath = new RegExp(`(?<![\\w.~}/*-])/(${["work", "root", "home", "Users"].join("|")})/\\w`);
const registryHost = new RegExp(`\\b${["regis", "try"].join("")}\\.[\\w-]+\\.(org|com|net|io|dev)\\b`);

/** The files that git tracks or would track, as text; binary files are left out. */
async function trackedTexts(): Promise<ReadonlyMap<string, string>> {
  const { stdout } = await run("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: repositoryRoot,
    maxBuffer: 2 ** 26,
  });
  const texts = new Map<string, string>();
  for (const path of new Set(stdout.split("\0").filter((name) => name !== ""))) {
    // A file that was deleted and not yet committed is still listed.
    const text = await readFile(join(repositoryRoot, path), "utf8").catch(() => undefined);
    if (text !== undefined && !text.includes("\0")) texts.set(path, text);
  }
  return texts;
}

function linesThatMatch(texts: ReadonlyMap<string, string>, pattern: RegExp): readonly string[] {
  return [...texts].flatMap(([path, text]) =>
    text
      .split("\n")
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
  );
}

describe("the repository's files", function () {
  this.timeout(30_000);
  let texts: ReadonlyMap<string, string> = new Map();
  before(async () => {
    texts = await trackedTexts();
  });

  it("name no folder of the machine that they were written on", () => {
    expect(texts.size).to.be.greaterThan(0);
    expect(linesThatMatch(texts, machinePath)).to.deep.equal([]);
  });

  it("name no package registry's host", () => {
    expect(linesThatMatch(texts, registryHost)).to.deep.equal([]);
  });

  it("lock every package without the address that it came from", async () => {
    const lock = JSON.parse(await readFile(join(repositoryRoot, "package-lock.json"), "utf8")) as {
      readonly packages: Readonly<
        Record<string, { readonly resolved?: string; readonly integrity?: string; readonly link?: boolean }>
      >;
    };
    const installed = Object.entries(lock.packages).filter(([path]) => path.includes("node_modules/"));
    expect(installed.length).to.be.greaterThan(0);
    expect(installed.filter(([, { resolved }]) => resolved?.includes(":") === true)).to.deep.equal([]);
    expect(
      installed.filter(([, { link, integrity }]) => link !== true && integrity === undefined),
    ).to.deep.equal([]);
  });
});
