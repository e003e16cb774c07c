import { join } from "node:path";

import { expect } from "chai";

import { temporaryFolder } from "@tributary/test-support";

import { textPlan } from "../plans.ts";
import { putFile } from "../put-file.ts";
import { scriptedServer } from "../scripted-server.ts";
import { command, lines } from "./command.ts";

const folder = temporaryFolder();

const put = (name: string, contents: string): Promise<string> => putFile(folder(), name, contents);

/** Eight messages of each label. */
const messages = Array.from(
  { length: 8 },
  (_, index) => `ham\tmessage ${index}\nspam\tcall ${index} now\n`,
).join("");

/** The last words of a tokenizer that knows letters alone, as Python would save it. */
const tokenizer = {
  added_tokens: [{ id: 0, content: "[UNK]", special: true }],
  normalizer: null,
  pre_tokenizer: { type: "Whitespace" },
  post_processor: null,
  decoder: null,
  model: { type: "WordLevel", unk_token: "[UNK]", vocab: { "[UNK]": 0, call: 1, now: 2 } },
};

describe("tributary-client inspect", () => {
  it("counts labels, lengths and copies, shows the first examples and what may be amiss", async () => {
    const data = await put("messages.tsv", `${messages}spam\tcall 1 now\nspam\tmessage 1\n`);
    const plan = await put("plan.yaml", "labels: [ham, spam, other]\ninput: { kind: text }\n");
    const { code, stdout, stderr } = await command(["inspect", "--data", data, "--plan", plan]);
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: "" });
    expect(stdout.split("\n")).to.deep.equal([
      "examples    18",
      "ham         8 (44.4 %)",
      "spam        10 (55.6 %)",
      "other       0 (0.0 %)",
      "characters  9 to 10, median 9, 95 % up to 10",
      "copies      1 (5.6 %)",
      "conflicts   2 (11.1 %)",
      "",
      'ham         "message 0"',
      'spam        "call 0 now"',
      'ham         "message 1"',
      'spam        "call 1 now"',
      'ham         "message 2"',
      "",
      "Warning: There is no example of other; nothing is learned of it here, and nothing is scored.",
      "Warning: 1 of 18 examples are copies of others; they count as often as they come.",
      "Warning: 2 of 18 examples come with another label as well; no model can tell them apart.",
      "",
    ]);
  });

  it("counts tokens with the tokenizer of a model's folder", async () => {
    const data = await put("messages.tsv", messages);
    const plan = await put("plan.yaml", "labels: [ham, spam]\ninput: { kind: text, maximumTokens: 2 }\n");
    await put("model/tokenizer.json", JSON.stringify(tokenizer));
    const args = ["inspect", "--data", data, "--plan", plan, "--model"];
    const { stdout } = await command([...args, join(folder(), "model")]);
    expect(stdout).to.include("\ntokens      2 to 3, median 2, 95 % up to 3; 8 (50.0 %) above 2\n");
    expect(stdout).to.include("8 of 16 examples have more than 2 tokens: their ends are not read");
    await put("bare/config.json", "{}");
    const bare = await command([...args, join(folder(), "bare")]);
    expect(bare.code).to.equal(1);
    expect(bare.stderr).to.match(
      /bare holds no tokenizer\.json; name the folder of the base model, which has it\.\n$/,
    );
  });

  it("takes the plan of a coordinator's task, and writes one document with --json", async () => {
    const server = await scriptedServer({ plan: textPlan(), rounds: 1 });
    const url = `http://127.0.0.1:${await server.listen()}#${server.fingerprint}`;
    try {
      const data = await put("messages.tsv", messages);
      const args = ["inspect", "--data", data, "--coordinator", url, "--json"];
      const { code, stdout, stderr } = await command(args);
      expect({ code, stderr }).to.deep.equal({ code: 0, stderr: "" });
      const [document, ...more] = lines(stdout);
      expect(more).to.deep.equal([]);
      expect(document).to.deep.include({ exampleCount: 16, duplicates: 0, warnings: [] });
      expect(document?.["plan"]).to.deep.equal({
        named: true,
        input: { kind: "text", maximumTokens: 16, template: "plain" },
        labels: ["ham", "spam"],
      });
      const other = await command([...args, "--task", "No Name"]);
      expect(other.stderr).to.match(/^"No Name" is not a task's name/);
    } finally {
      server.kill();
    }
  });

  const inferred: Readonly<Record<string, readonly [string, string, string]>> = {
    "two columns": ["a.tsv", "no\tfirst\nyes\tsecond\nno\tthird\n", '["no", "yes"]'],
    "two columns, the other way round": ["a.tsv", "first\tno\nsecond\tyes\nthird\tno\n", '["no", "yes"]'],
    "named columns": ["a.csv", "id,label,text\n1,b,one\n2,a,two\n", '["a", "b"]'],
    "JSON lines": ["a.jsonl", '{"text":"one","label":2}\n{"text":"two","label":"1"}\n', '["1", "2"]'],
    prompts: ["a.csv", "prompt,completion\n2+2=,4\n1+3=,4\n", "[]"],
    conversations: ["a.jsonl", '{"messages":[{"role":"assistant","content":"Hello"}]}\n', "[]"],
    "plain text": ["a.txt", "One.\n\nTwo.\n", "[]"],
  };
  for (const [what, [name, text, labels]] of Object.entries(inferred)) {
    it(`says what a plan for ${what} would say where none is named`, async () => {
      const { code, stdout, stderr } = await command(["inspect", "--data", await put(`plans/${name}`, text)]);
      expect({ code, stderr }).to.deep.equal({ code: 0, stderr: "" });
      expect(stdout).to.include(
        `\n\nNo plan was named; one for these data would say:\n  labels: ${labels}\n  input: { kind: text }\n`,
      );
    });
  }

  it("looks over numbers, too, but not without a plan", async () => {
    const data = await put("numbers.csv", "a,b,class\n1,2,yes\n3,2,no\n");
    const plan = await put("plan.yaml", "labels: [no, yes]\ninput: { kind: features, size: 2 }\n");
    const { stdout } = await command(["inspect", "--data", data, "--plan", plan]);
    expect(stdout)
      .to.include("\nyes         1 2\n")
      .and.to.include("1 of 2 features are the same in each example");
    const { code, stderr } = await command(["inspect", "--data", data]);
    expect(code).to.equal(1);
    expect(stderr).to.match(
      /numbers\.csv:1:1: expected to know which of the 3 columns holds the text; .*\nThe data were taken for texts, since no plan was named; name one with --plan or --coordinator\.\n$/,
    );
  });

  it("answers two plans, or none that can be read, with one sentence", async () => {
    const both = await command(["inspect", "--data", "x", "--plan", "p", "--coordinator", "u"]);
    expect(both.code).to.equal(2);
    expect(both.stderr).to.match(/--plan and --coordinator both name a plan; give one of them\./);
    const plan = await put("broken.yaml", "labels: [a, b]\ninput: { kind: texts }\n");
    const broken = await command(["inspect", "--data", "x", "--plan", plan]);
    expect(broken.code).to.equal(1);
    expect(broken.stderr).to.match(/broken\.yaml:2:16: input\.kind: expected .*text/);
  });
});
