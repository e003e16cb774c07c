import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";

import { expect } from "chai";
import { encode } from "fast-png";

import type { DataFormat } from "@tributary/core/records";
import { temporaryFolder } from "@tributary/test-support";

import { readInputs } from "@tributary/core/data";
import type { Input } from "@tributary/core/data";
import { nodeFiles } from "../../src/readers/files.ts";
import { featurePlan, imagePlan } from "../plans.ts";
import { putFile } from "../put-file.ts";
import { refusal } from "../refusal.ts";

const folder = temporaryFolder();

const put = (name: string, contents: string | Uint8Array): Promise<string> =>
  putFile(folder(), name, contents);

async function valuesOf(
  name: string,
  text: string,
  { plan = featurePlan(), ...format }: DataFormat & { readonly plan?: ReturnType<typeof featurePlan> } = {},
): Promise<readonly (readonly number[])[]> {
  return (await readInputs(nodeFiles, await put(name, text), plan, format)).map((input) => [
    ...valuesIn(input),
  ]);
}

function valuesIn({ example }: Input): Float32Array {
  if ("values" in example) return example.values;
  throw new TypeError("expected numbers");
}

describe("what a model is shown", () => {
  const rows = [
    [1, 2],
    [3, 4],
  ];
  const named = featurePlan(2, { input: { kind: "features", size: 2, columns: ["a", "b"] } });

  it("is read from tables and JSON lines without labels", async () => {
    expect(await valuesOf("header.csv", "a,b\n1,2\n3,4\n")).to.deep.equal(rows);
    expect(await valuesOf("bare.csv", "1,2\n3,4\n")).to.deep.equal(rows);
    expect(await valuesOf("tabs.tsv", "a\tb\n1\t2\n3\t4\n")).to.deep.equal(rows);
    expect(await valuesOf("list.jsonl", '{"values":[1,2]}\n{"values":[3,4]}\n')).to.deep.equal(rows);
    expect(await valuesOf("one.csv", "a\n1\n2\n", { plan: featurePlan(1) })).to.deep.equal([[1], [2]]);
  });

  it("is read by the names of the plan's columns, whatever else stands beside them", async () => {
    expect(await valuesOf("more.csv", "id,b,note,a\n7,2,x,1\n8,4,y,3\n", { plan: named })).to.deep.equal(
      rows,
    );
    expect(await valuesOf("keys.jsonl", '{"a":1,"b":2}\n{"b":4,"a":3}\n', { plan: named })).to.deep.equal(
      rows,
    );
  });

  it("is the same where labels are present, which are passed over even if the plan has no such label", async () => {
    expect(await valuesOf("last.csv", "a,b,class\n1,2,yes\n3,4,maybe\n")).to.deep.equal(rows);
    expect(await valuesOf("named.csv", "label,a,b\nyes,1,2\nno,3,4\n")).to.deep.equal(rows);
    expect(await valuesOf("bare.csv", "1,2,yes\n3,4,no\n")).to.deep.equal(rows);
    expect(await valuesOf("given.csv", "a,kind,b\n1,x,2\n3,y,4\n", { labelColumn: "kind" })).to.deep.equal(
      rows,
    );
    expect(await valuesOf("labelled.jsonl", '{"values":[1,2],"label":"yes"}\n')).to.deep.equal([[1, 2]]);
  });

  it("must have as many numbers as the plan's input, and nothing but numbers there", async () => {
    const wide = await put("wide.csv", "1,2,3,4\n");
    expect(await refusal(() => readInputs(nodeFiles, wide, featurePlan(), {}))).to.match(
      /wide\.csv:1:1: expected 2 columns, got 4/,
    );
    const word = await put("word.csv", "a,b\n1,two\n");
    expect(await refusal(() => readInputs(nodeFiles, word, featurePlan(), {}))).to.match(
      /word\.csv:2:3: expected a number, got "two"/,
    );
    const column = await put("column.csv", "a,b\n1,2\n");
    expect(
      await refusal(() => readInputs(nodeFiles, column, featurePlan(), { labelColumn: "kind" })),
    ).to.match(/there is no column "kind"/);
  });

  it("may be the pixels of images", async () => {
    const image = { width: 2, height: 2, channels: 1, scale: 4 } as const;
    const plan = imagePlan();
    expect(await valuesOf("pixels.csv", "0,1,2,4\n", { plan, image })).to.deep.equal([[0, 0.25, 0.5, 1]]);
    expect(await valuesOf("pixels.csv", "0,1,2,4,cat\n", { plan, image })).to.deep.equal([[0, 0.25, 0.5, 1]]);
  });

  describe("as images", () => {
    const png = (light: number): Uint8Array =>
      encode({ width: 2, height: 2, data: new Uint8Array(4).fill(light), channels: 1, depth: 8 });

    it("may lie in a plain folder, and comes in the order of their names", async () => {
      await put("plain/2.png", png(255));
      const path = dirname(await put("plain/1.png", png(0)));
      const inputs = await readInputs(nodeFiles, path, imagePlan(), {});
      expect(inputs.map((input) => [input.file, valuesIn(input)[0]])).to.deep.equal([
        ["1.png", 0],
        ["2.png", 1],
      ]);
    });

    it("may lie in a folder per label as well, whose name then need not be a label", async () => {
      await put("labelled/cat/1.png", png(0));
      await put("labelled/zebra/1.png", png(255));
      const inputs = await readInputs(nodeFiles, join(folder(), "labelled"), imagePlan(), {});
      expect(inputs.map(({ file }) => file)).to.deep.equal([join("cat", "1.png"), join("zebra", "1.png")]);
    });

    it("is refused where a folder holds images and folders, nothing, or something else", async () => {
      await put("both/1.png", png(0));
      await put("both/cat/1.png", png(0));
      expect(await refusal(() => readInputs(nodeFiles, join(folder(), "both"), imagePlan(), {}))).to.match(
        /holds both images \(1\.png\) and folders \(cat\)/,
      );
      await mkdir(join(folder(), "empty"));
      expect(await refusal(() => readInputs(nodeFiles, join(folder(), "empty"), imagePlan(), {}))).to.match(
        /empty holds no data: expected .*, or images, or a folder of images for each label\.$/,
      );
      await put("stray/1.png", png(0));
      await put("stray/notes.txt", "x");
      expect(await refusal(() => readInputs(nodeFiles, join(folder(), "stray"), imagePlan(), {}))).to.match(
        /notes\.txt is no image/,
      );
      expect(
        await refusal(() => readInputs(nodeFiles, join(folder(), "both", "cat"), featurePlan(), {})),
      ).to.match(/holds images, but the plan's input is features/);
    });
  });
});
