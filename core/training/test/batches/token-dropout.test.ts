import { expect } from "chai";

import { draw } from "@tributary/core/support";
import { tokenDropout } from "../../src/batches/token-dropout.ts";
import { randomOf } from "../kit.ts";

const mask = 9;
const special = new Set([1, 2]);
const chance = (): ReturnType<typeof draw> => draw(randomOf("dropout"));

describe("token dropout", () => {
  it("masks a share of the tokens, and never a special one", () => {
    const ids = Float32Array.from({ length: 10_000 }, (_, at) => (at % 10 === 0 ? 1 : 5));
    const dropped = tokenDropout(ids, undefined, 0.3, mask, special, chance());
    expect(dropped.filter((id) => id === 1)).to.have.length(1_000);
    expect(dropped.filter((id) => id === mask).length).to.be.within(2_550, 2_850);
    expect(dropped.filter((id) => id === 5).length).to.be.within(6_150, 6_450);
  });

  it("leaves tokens that are to be predicted, and the ids that it was given", () => {
    const ids = Float32Array.of(1, 5, 6, 7, 2);
    const counted = Uint8Array.of(0, 0, 1, 0, 1);
    expect([...tokenDropout(ids, counted, 1, mask, special, chance())]).to.deep.equal([1, mask, 6, mask, 2]);
    expect([...ids]).to.deep.equal([1, 5, 6, 7, 2]);
  });

  it("changes nothing at a rate of 0", () => {
    const ids = Float32Array.of(1, 5, 6, 7, 2);
    expect([...tokenDropout(ids, undefined, 0, mask, special, chance())]).to.deep.equal([...ids]);
  });
});
