import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";
import { encode } from "fast-png";

import type { Example, NumericExample } from "@tributary/core/participant";
import { temporaryFolder } from "@tributary/test-support";

import { readData as read } from "../../src/readers/read-data.ts";
import { featurePlan, imagePlan } from "../plans.ts";
import { putFile } from "../put-file.ts";
import { refusal } from "../refusal.ts";

/** 8 x 8 pixels of (200, 100, 50), and the same in grey: 124. By mozjpeg at quality 90. */
const colourJpeg =
  "/9j/4AAQSkZJRgABAQAAAQABAAD/2wCEAAMDAwMDAwQEBAQFBQUFBQcHBgYHBwsICQgJCAsRCwwLCwwLEQ8SDw4PEg8bFRMTFRsfGhkaHyYiIiYwLTA+PlQBAwMDAwMDBAQEBAUFBQUFBwcGBgcHCwgJCAkICxELDAsLDAsRDxIPDg8SDxsVExMVGx8aGRofJiIiJjAtMD4+VP/CABEIAAgACAMBEQACEQEDEQH/xAAnAAEAAAAAAAAAAAAAAAAAAAAEAQEBAAAAAAAAAAAAAAAAAAAHCP/aAAwDAQACEAMQAAAAIH0h/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPwB//8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAgBAgEBPwB//8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAgBAwEBPwB//9k=";
const greyJpeg =
  "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMDAwMDAwQEBAQFBQUFBQcHBgYHBwsICQgJCAsRCwwLCwwLEQ8SDw4PEg8bFRMTFRsfGhkaHyYiIiYwLTA+PlT/wgALCAAIAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAABP/aAAgBAQAAAAAn/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPwB//9k=";

const folder = temporaryFolder();

const put = (name: string, contents: string | Uint8Array): Promise<string> =>
  putFile(folder(), name, contents);

async function readData(...args: Parameters<typeof read>): Promise<readonly NumericExample[]> {
  return (await read(...args)).map(numeric);
}

function numeric(example: Example): NumericExample {
  if ("values" in example) return example;
  throw new TypeError("expected numbers");
}

function plainly(examples: readonly NumericExample[]): readonly (readonly [readonly number[], number])[] {
  return examples.map(({ values, label }) => [[...values], label]);
}

describe("a CSV, TSV or JSONL file", () => {
  it("is read with its label in the last column, or in the one that is called label", async () => {
    const last = await put("last.csv", "a,b,class\n1,2,yes\n3,4.5,no\n");
    expect(plainly(await readData(last, featurePlan()))).to.deep.equal([
      [[1, 2], 1],
      [[3, 4.5], 0],
    ]);
    const named = await put("named.tsv", "label\ta\tb\nyes\t1\t2\n");
    expect(plainly(await readData(named, featurePlan()))).to.deep.equal([[[1, 2], 1]]);
  });

  it("is read with the label's column, names and labels that the user gives", async () => {
    const path = await put("x.csv", "a,kind,b\n1,JA,2\n");
    const labelMap = new Map([["JA", "yes"]]);
    expect(plainly(await readData(path, featurePlan(), { labelColumn: "kind", labelMap }))).to.deep.equal([
      [[1, 2], 1],
    ]);
    expect(plainly(await readData(path, featurePlan(), { labelColumn: 1, labelMap }))).to.deep.equal([
      [[1, 2], 1],
    ]);
  });

  it("may be without a header", async () => {
    const path = await put("bare.csv", "1,2,yes\n3,4,no\n");
    expect(await readData(path, featurePlan())).to.have.length(2);
    const numbers = await put("numbers.csv", "1,2,0\n3,4,1\n");
    const plan = featurePlan(2, { labels: ["0", "1"] });
    expect(await readData(numbers, plan)).to.have.length(2);
    expect(await readData(numbers, plan, { header: true })).to.have.length(1);
  });

  it("may hold pixels, which are scaled and resized", async () => {
    const path = await put("pixels.csv", "p1,p2,p3,p4,class\n0,16,8,4,dog\n");
    const image = { width: 2, height: 2, channels: 1, scale: 16 } as const;
    expect(plainly(await readData(path, imagePlan(), { image }))).to.deep.equal([[[0, 1, 0.5, 0.25], 1]]);
    const [large] = await readData(path, imagePlan({ width: 4, height: 4 }), { image });
    expect(large?.values).to.have.length(16);
  });

  it("may be JSON lines", async () => {
    const path = await put("x.jsonl", '{"values":[1,2],"label":"yes"}\n{"values":[3,4],"label":"no"}\n');
    expect(plainly(await readData(path, featurePlan()))).to.deep.equal([
      [[1, 2], 1],
      [[3, 4], 0],
    ]);
  });

  it("may be one of several in a folder, which are read in the order of their names", async () => {
    await put("all/b.csv", "1,2,yes\n");
    await put("all/a.csv", "3,4,no\n");
    await put("all/.hidden.csv", "oops\n");
    await put("all/notes.txt", "not data\n");
    expect(plainly(await readData(join(folder(), "all"), featurePlan()))).to.deep.equal([
      [[3, 4], 0],
      [[1, 2], 1],
    ]);
  });

  const wrong: Readonly<Record<string, readonly [file: string, text: string, words: string]>> = {
    "a number that is none": [
      "x.csv",
      "a,b,class\n1,2,yes\n3,oops,no\n",
      'x.csv:3:3: expected a number, got "oops"',
    ],
    "a missing field": [
      "x.csv",
      "a,b,class\n1,2\n",
      "x.csv:2:3: expected 3 fields, as line 1 has, got 2 fields",
    ],
    "an unknown label": [
      "x.csv",
      "a,b,class\n1,2,yess\n",
      'x.csv:2:5: expected one of the plan\'s 2 labels, got "yess"; did you mean "yes"?',
    ],
    "too few columns": ["x.csv", "a,class\n1,yes\n", "expected 2 columns beside the label's, got 1"],
    "a quote that never ends": ["x.csv", 'a,b,class\n1,"2,yes\n', "x.csv:2:3: this quote is never closed"],
    "a line that is no JSON": ["x.jsonl", '{"values":[1,2],"label":"yes"}\n{"values":[1,\n', "x.jsonl:2:"],
    "a value that is no number": [
      "x.jsonl",
      '{"values":[1,"2"],"label":"yes"}\n',
      "x.jsonl:1:14: expected a number",
    ],
    "only a header": ["x.csv", "a,b,class\n", "x.csv holds no example"],
    nothing: ["x.csv", "", "x.csv holds no example"],
  };
  for (const [name, [file, text, words]] of Object.entries(wrong)) {
    it(`with ${name} is refused by file, line and column`, async () => {
      const path = await put(file, text);
      expect(await refusal(() => readData(path, featurePlan()))).to.include(words);
    });
  }

  it("that holds no example is refused, and whether it has a header at all is told", async () => {
    const empty = await put("empty.csv", "\n");
    expect(await refusal(() => readData(empty, featurePlan()))).to.match(
      /empty\.csv holds no example: it is empty\.$/,
    );
    const bare = await put("bare.csv", "a,b,label\n");
    expect(await refusal(() => readData(bare, featurePlan()))).to.match(
      /bare\.csv holds no example: it has no line but its header\.$/,
    );
  });

  it("that is not UTF-8 is refused by its line", async () => {
    const path = await put("x.csv", Buffer.from("a,b,class\n1,2,yes\n1,2,n\xf6\n", "latin1"));
    expect(await refusal(() => readData(path, featurePlan()))).to.match(/x\.csv:3: the text is not UTF-8/);
  });

  it("without the column that the user named is refused with the nearest", async () => {
    const path = await put("x.csv", "a,b,klass\n1,2,yes\n");
    expect(await refusal(() => readData(path, featurePlan(), { labelColumn: "class" }))).to.include(
      'did you mean "klass"?',
    );
  });

  it("that is not there, or of another kind, is refused by name", async () => {
    const absent = join(folder(), "absent.csv");
    expect(await refusal(() => readData(absent, featurePlan()))).to.include(
      `${absent}: there is no such file`,
    );
    const other = await put("data.xlsx", "PK");
    expect(await refusal(() => readData(other, featurePlan()))).to.match(
      /data\.xlsx is of a kind that is not read: expected a \.csv/,
    );
  });

  it("that cannot be read is refused by name", async () => {
    const path = join(folder(), "x.csv");
    await symlink(path, path);
    expect(await refusal(() => readData(path, featurePlan()))).to.match(
      /Could not read the data at .*x\.csv: .*\(ELOOP\)/,
    );
  });

  it("for a plan of images needs to be told what its numbers make up", async () => {
    const path = await put("x.csv", "1,2,3,4,dog\n");
    expect(await refusal(() => readData(path, imagePlan()))).to.include(
      "give the size that the numbers make up",
    );
  });
});

describe("a folder of images", () => {
  const grey = (data: number[]): Uint8Array =>
    encode({ width: 2, height: 2, channels: 1, depth: 8, data: Uint8Array.from(data) });

  it("gives each image the label of its folder, in the plan's range and polarity", async () => {
    await put("images/cat/1.png", grey([0, 255, 51, 102]));
    await put("images/dog/1.png", grey([255, 0, 0, 0]));
    const examples = await readData(join(folder(), "images"), imagePlan({ range: [-1, 1] }));
    expect(examples.map(({ label }) => label)).to.deep.equal([0, 1]);
    expect([...(examples[0]?.values ?? [])].map((value) => Math.round(100 * value) / 100)).to.deep.equal([
      -1, 1, -0.6, -0.2,
    ]);
    const [inverted] = await readData(join(folder(), "images"), imagePlan({ polarity: "dark-on-light" }));
    expect([...(inverted?.values ?? [])].map((value) => Math.round(100 * value) / 100)).to.deep.equal([
      1, 0, 0.8, 0.6,
    ]);
  });

  const pngs: Readonly<Record<string, readonly [Parameters<typeof encode>[0], readonly number[]]>> = {
    "16 bits grey": [
      { width: 2, height: 2, channels: 1, depth: 16, data: Uint16Array.of(0, 65_535, 32_768, 13_107) },
      [0, 1, 0.5, 0.2],
    ],
    "grey with transparency, over black": [
      { width: 2, height: 2, channels: 2, depth: 8, data: Uint8Array.of(255, 255, 255, 0, 255, 51, 0, 255) },
      [1, 0, 0.2, 0],
    ],
    "colours, as their luma": [
      {
        width: 2,
        height: 2,
        channels: 3,
        depth: 8,
        data: Uint8Array.of(255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255),
      },
      [0.3, 0.59, 0.11, 1],
    ],
    "colours with transparency": [
      {
        width: 2,
        height: 2,
        channels: 4,
        depth: 8,
        data: Uint8Array.of(255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 255, 255, 255, 255, 102),
      },
      [1, 0, 0, 0.4],
    ],
  };
  for (const [name, [image, expected]] of Object.entries(pngs)) {
    it(`reads PNG of ${name}`, async () => {
      await put("images/cat/1.png", encode(image));
      const [example] = await readData(join(folder(), "images"), imagePlan());
      expect([...(example?.values ?? [])].map((value) => Math.round(100 * value) / 100)).to.deep.equal(
        expected,
      );
    });
  }

  it("reads PNG of one bit a pixel, and of a palette", async () => {
    // By Python's zlib: 2 x 2, one bit grey (white, black; black, white), and a palette of red and white (red, white twice).
    const oneBit =
      "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACAQAAAABazTCJAAAADElEQVR4nGNoYHAAAAHEAMGYZjUWAAAAAElFTkSuQmCC";
    const palette =
      "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACAQMAAABIeJ9nAAAABlBMVEX/AAD///9BHTQRAAAADElEQVR4nGNwYHAAAAEEAIFoDQKvAAAAAElFTkSuQmCC";
    await put("images/cat/1.png", Buffer.from(oneBit, "base64"));
    await put("images/cat/2.png", Buffer.from(palette, "base64"));
    const examples = await readData(join(folder(), "images"), imagePlan());
    expect([...(examples[0]?.values ?? [])]).to.deep.equal([1, 0, 0, 1]);
    const seen = [...(examples[1]?.values ?? [])].map((value) => Math.round(10 * value) / 10);
    expect(seen).to.deep.equal([0.3, 1, 0.3, 1]);
  });

  it("reads JPEG in colour and in grey", async () => {
    await put("images/cat/1.jpg", Buffer.from(colourJpeg, "base64"));
    await put("images/dog/1.JPEG", Buffer.from(greyJpeg, "base64"));
    const examples = await readData(join(folder(), "images"), imagePlan({ channels: 3 }));
    const pixels = examples.map(({ values }) =>
      [...values.subarray(0, 3)].map((value) => Math.round(255 * value)),
    );
    expect(pixels).to.deep.equal([
      [200, 100, 50],
      [124, 124, 124],
    ]);
  });

  it("takes the labels that the user maps", async () => {
    await put("images/katze/1.png", grey([0, 0, 0, 0]));
    const [example] = await readData(join(folder(), "images"), imagePlan(), {
      labelMap: new Map([["katze", "cat"]]),
    });
    expect(example?.label).to.equal(0);
  });

  it("whose name is no label is refused with the nearest", async () => {
    await put("images/cats/1.png", grey([0, 0, 0, 0]));
    expect(await refusal(() => readData(join(folder(), "images"), imagePlan()))).to.match(
      /images\/cats: .* did you mean "cat"\?/,
    );
  });

  const broken: Readonly<Record<string, readonly [string, string | Uint8Array, RegExp]>> = {
    "is cut short": [
      "1.png",
      grey([1, 2, 3, 4]).subarray(0, 40),
      /1\.png cannot be read as PNG: .*cut short or damaged/,
    ],
    "is spoilt": [
      "1.png",
      grey([1, 2, 3, 4]).map((byte, i) => (i === 45 ? byte ^ 1 : byte)),
      /1\.png cannot be read as PNG/,
    ],
    "is a cut JPEG": [
      "1.jpg",
      Buffer.from(colourJpeg, "base64").subarray(0, 200),
      /1\.jpg cannot be read as JPEG: .*cut short or damaged/,
    ],
    "only looks like an image": [
      "1.png",
      "hello",
      /1\.png is neither a PNG nor a JPEG file by its first bytes/,
    ],
    "is no image": ["1.txt", "hello", /1\.txt is no image; expected \.png, \.jpg or \.jpeg/],
    "claims a billion pixels": ["1.png", claiming(40_000, 40_000), /1\.png is 40000 x 40000 pixels; at most/],
  };
  for (const [name, [file, contents, words]] of Object.entries(broken)) {
    it(`with a file that ${name} is refused by that file's name`, async () => {
      await put(`images/cat/${file}`, contents);
      expect(await refusal(() => readData(join(folder(), "images"), imagePlan()))).to.match(words);
    });
  }

  function claiming(width: number, height: number): Uint8Array {
    const bytes = Uint8Array.from(grey([1, 2, 3, 4]));
    new DataView(bytes.buffer).setUint32(16, width);
    new DataView(bytes.buffer).setUint32(20, height);
    return bytes;
  }

  it("that is empty, or has only empty folders, is refused", async () => {
    await mkdir(join(folder(), "empty"));
    expect(await refusal(() => readData(join(folder(), "empty"), imagePlan()))).to.match(
      /empty holds no data: expected/,
    );
    await mkdir(join(folder(), "images/cat"), { recursive: true });
    expect(await refusal(() => readData(join(folder(), "images"), imagePlan()))).to.match(
      /images holds no image/,
    );
  });

  it("that holds tables as well, or folders too deep, or does not suit the plan, is refused", async () => {
    await put("images/cat/1.png", grey([0, 0, 0, 0]));
    expect(await refusal(() => readData(join(folder(), "images"), featurePlan()))).to.include(
      "the plan's input is features",
    );
    await put("images/x.csv", "1,2,yes\n");
    expect(await refusal(() => readData(join(folder(), "images"), imagePlan()))).to.match(
      /holds both tables \(x\.csv\) and folders \(cat\)/,
    );
    await put("deep/cat/more/1.png", grey([0, 0, 0, 0]));
    expect(await refusal(() => readData(join(folder(), "deep"), imagePlan()))).to.match(
      /cat\/more is a folder/,
    );
  });
});

describe("examples that a program gives", () => {
  it("may come from an array or from an asynchronous iterable", async () => {
    const examples = [{ values: Float32Array.of(1, 2), label: 1 }];
    expect(await readData(examples, featurePlan())).to.deep.equal(examples);
    const stream = async function* (): AsyncGenerator<Example> {
      yield* examples;
    };
    expect(await readData(stream(), featurePlan())).to.deep.equal(examples);
  });

  const wrong: Readonly<Record<string, readonly [Example[], string]>> = {
    "too few values": [
      [{ values: Float32Array.of(1), label: 1 }],
      "example 0 of the data given has 1 values, the plan's input 2",
    ],
    "a value that is not finite": [[{ values: Float32Array.of(1, NaN), label: 1 }], "has NaN at 1"],
    "a label that there is not": [
      [{ values: Float32Array.of(1, 2), label: 2 }],
      "has the label 2; the plan's 2 labels count from 0",
    ],
    "no example": [[], "hold no example"],
  };
  for (const [name, [examples, words]] of Object.entries(wrong)) {
    it(`with ${name} are refused`, async () => {
      expect(await refusal(() => readData(examples, featurePlan()))).to.include(words);
    });
  }
});
