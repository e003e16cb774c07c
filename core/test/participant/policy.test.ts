import { readFileSync } from "node:fs";

import { expect } from "chai";

import { checkPolicy, parsePolicy, policySchema } from "../../src/participant/index.ts";
import { formatProblems } from "../../src/yaml/index.ts";

const sample = readFileSync(new URL("../../../../docs/policy.sample.yaml", import.meta.url), "utf8");

function problems(text: string): string {
  const parsed = parsePolicy(text, "policy.yaml");
  return parsed.ok ? "no problem" : formatProblems(parsed.error);
}

describe("docs/policy.sample.yaml", () => {
  it("is a policy that names every key", () => {
    const parsed = parsePolicy(sample, "policy.sample.yaml");
    if (!parsed.ok) throw new Error(formatProblems(parsed.error));
    expect(Object.keys(parsed.value)).to.deep.equal(Object.keys(policySchema.shape));
    expect(parsed.value).to.deep.include({ modes: ["secure"], minSurvivors: 8, maximumEpochs: 5 });
  });
});

describe("a policy", () => {
  it("may leave out every key, and is frozen", () => {
    const parsed = parsePolicy("version: 1", "policy.yaml");
    if (!parsed.ok) throw new Error(formatProblems(parsed.error));
    expect(parsed.value).to.deep.equal({ version: 1 });
    expect(Object.isFrozen(parsed.value)).to.equal(true);
    expect(checkPolicy({ modes: ["sealed"] })).to.deep.equal({
      ok: true,
      value: { version: 1, modes: ["sealed"] },
    });
  });

  const wrong: Readonly<Record<string, readonly [string, string]>> = {
    "has a key that does not exist": [
      "minSurvivers: 8",
      "policy.yaml:1:1: minSurvivers: there is no such key; did you mean minSurvivors?",
    ],
    "names a mode that does not exist": [
      "version: 1\nmodes: [secret]",
      'policy.yaml:2:9: modes[0]: expected one of secure, sealed, got "secret"',
    ],
    "allows no mode at all": [
      "modes: []",
      "policy.yaml:1:8: modes: expected a list of at least 1 item, got a list of 0 items",
    ],
    "names a tuning method that does not exist": [
      "tuning: [lora, prefix]",
      'policy.yaml:1:16: tuning[1]: expected one of full, head, bias, freeze, lora, got "prefix"',
    ],
    "demands no survivor": [
      "minSurvivors: 0",
      "policy.yaml:1:15: minSurvivors: expected a whole number from 1 to 60000, got 0",
    ],
    "has a fingerprint that is none": [
      "roster: AB",
      "policy.yaml:1:9: roster: expected 64 hex digits in lower case",
    ],
    "is empty": ["", "policy.yaml:1:1: expected a map, got nothing"],
    "is wrong twice, in the text's order": [
      "plan: 1\nmaximumEpochs: many",
      'policy.yaml:1:7: plan: expected text, got 1; write it in quotes: "1"\n' +
        'policy.yaml:2:16: maximumEpochs: expected a whole number at least 1, got "many"',
    ],
  };
  for (const [name, [text, expected]] of Object.entries(wrong)) {
    it(`is refused, by line and column, when it ${name}`, () => {
      expect(problems(text)).to.equal(expected);
    });
  }
});
