import { readFileSync } from "node:fs";

import { expect } from "chai";
import { z } from "zod";

import { parsePlan, planSchema } from "../../src/plan/index.ts";
import { plan, planText } from "./plans.ts";

const sample = readFileSync(new URL("../../../../docs/plan.sample.yaml", import.meta.url), "utf8");

describe("docs/plan.sample.yaml", () => {
  it("is a plan that this release runs", () => {
    const parsed = parsePlan(sample, "plan.sample.yaml");
    expect(parsed.ok).to.equal(true);
  });

  it("names every key of the schema", () => {
    const keys = keysOf(z.toJSONSchema(planSchema, { io: "input" }));
    expect(keys.size).to.be.greaterThan(70);
    expect([...keys].filter((key) => !new RegExp(`^[ #]*${key}:`, "m").test(sample))).to.deep.equal([]);
  });

  it("gives each optional key its default", () => {
    const parsed = parsePlan(sample, "plan.sample.yaml");
    if (!parsed.ok) throw new Error("the sample was refused");
    const { task, base, labels, input, privacy, ...rest } = parsed.value;
    const defaults = plan({ tuning: "" });
    expect(rest).to.deep.equal(Object.fromEntries(Object.entries(defaults).filter(([key]) => key in rest)));
    expect(privacy).to.deep.equal(defaults.privacy);
    expect({ ...input, width: 8, height: 8 }).to.deep.equal(defaults.input);
    expect([task, base, labels.length]).to.deep.equal(["digits", "base.safetensors", 10]);
  });
});

describe("docs/aggregation.md", () => {
  it("shows sections that make a valid plan", () => {
    const text = readFileSync(new URL("../../../../docs/aggregation.md", import.meta.url), "utf8");
    const samples = [...text.matchAll(/```yaml\n([^`]*)```/g)].map(([, sample = ""]) => sample);
    expect(samples).to.have.length(1);
    for (const sample of samples) expect(parsePlan(`${planText()}${sample}`, "sample").ok).to.equal(true);
  });
});

function keysOf(schema: unknown): ReadonlySet<string> {
  const keys = new Set<string>();
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    for (const [name, member] of Object.entries(node)) {
      if (name === "properties") for (const key of Object.keys(member)) keys.add(key);
      if (name !== "default") visit(member);
    }
  };
  visit(schema);
  return keys;
}
