import { expect } from "chai";
import fc from "fast-check";

import { ClientMap } from "../../src/round/index.ts";
import { client } from "./builders.ts";

describe("ClientMap", () => {
  it("behaves as a Map, and no version changes when another is made", () => {
    const step = fc.record({ index: fc.nat(20), value: fc.option(fc.nat()) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const versions: { readonly map: ClientMap<number>; readonly entries: readonly unknown[] }[] = [];
        const reference = new Map<string, number>();
        let map = ClientMap.empty<number>();
        for (const { index, value } of steps) {
          const id = client(index);
          map = value === null ? map.without(id) : map.with(id, value);
          if (value === null) reference.delete(id);
          else reference.set(id, value);
          expect(map.size).to.equal(reference.size);
          expect(map.get(id)).to.equal(reference.get(id));
          expect([...map]).to.have.deep.members([...reference]);
          expect([...map.keys()]).to.deep.equal([...map].map(([key]) => key));
          expect([...map.values()]).to.deep.equal([...map].map(([, held]) => held));
          versions.push({ map, entries: [...map] });
        }
        for (const version of versions) expect([...version.map]).to.deep.equal(version.entries);
        expect(ClientMap.of(map)).to.deep.equal(map);
      }),
      { numRuns: 100 },
    );
  });
});
