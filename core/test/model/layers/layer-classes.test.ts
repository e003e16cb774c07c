import { readFileSync } from "node:fs";

import { expect } from "chai";

import { layerRoles } from "../../../src/model/layers/layer-classes.ts";

describe("docs/layers-models.md", () => {
  it("names each class of layers that is trained, and no other", () => {
    const text = readFileSync(new URL("../../../../../docs/layers-models.md", import.meta.url), "utf8");
    const table = [...text.matchAll(/^\| [^|]*\|([^|]*)\|$/gm)].flatMap(([, cell = ""]) =>
      [...cell.matchAll(/[A-Z]\w+/g)].map(([name]) => name),
    );
    const models = ["Sequential", "Functional"];
    expect(table.toSorted()).to.deep.equal([...Object.keys(layerRoles), ...models].toSorted());
  });
});
