import { UserError } from "@tributary/core/support";
import { expect } from "chai";

import { userStrategy } from "../../src/strategy/index.ts";

const fixture = new URL("../../../test/strategy/fixtures/fedadagrad.js", import.meta.url);

const valid = {
  name: "mine",
  init: (size: number) => new Float32Array(size),
  update: (state: Float32Array, _: Float32Array, model: Float32Array) => ({ model, state }),
};
const settings = { learningRate: 1, momentum: 0, secondMoment: 0.99, adaptivity: 1e-3 };

function step(update: unknown) {
  const vector = () => new Float32Array(2);
  return userStrategy({ default: { ...valid, update } }, "./mine.js").update(
    vector(),
    vector(),
    vector(),
    settings,
  );
}

describe("a strategy of the user's own", () => {
  it("is the default export of a module, such as the one that the documentation shows", async () => {
    const module: unknown = await import(fixture.href);
    const { name, init, update } = userStrategy(module, "./fedadagrad.js");
    expect(name).to.equal("fedadagrad");
    const next = update(init(2, settings), Float32Array.of(0.5, -0.25), Float32Array.of(1, 1), {
      ...settings,
      learningRate: 0.1,
    });
    // delta / (|delta| + 0.001), of which a tenth.
    expect(next.model[0]).to.be.closeTo(1 + 0.05 / 0.501, 1e-6);
    expect(next.model[1]).to.be.closeTo(1 - 0.025 / 0.251, 1e-6);
    expect([...next.state]).to.deep.equal([0.25, 0.0625]);
  });

  it("may be an object with methods that use `this`", () => {
    const mine = {
      name: "mine",
      rate: 2,
      init() {
        return Float32Array.of(this.rate);
      },
      update: valid.update,
    };
    // Members that only the prototype has are the module's own affair.
    const strategy = userStrategy({ default: Object.create(mine) }, "./mine.js");
    expect([...strategy.init(1, settings)]).to.deep.equal([2]);
  });

  const refused = (what: string, module: unknown, message: string) =>
    it(`is refused ${what}, by name`, () => {
      expect(() => userStrategy(module, "./mine.js")).to.throw(UserError, message);
    });
  refused(
    "without a default export",
    { fedavg: valid },
    "The strategy ./mine.js has no default export that is an object",
  );
  refused("as a function", { default: () => valid }, "expected { name, init, update }, got function");
  refused("without a name", { default: { ...valid, name: "" } }, "has no name");
  refused(
    "without init",
    { default: { name: "mine", update: valid.update } },
    "has no function init(); got undefined",
  );
  refused(
    "with an update that is no function",
    { default: { ...valid, update: 3 } },
    "has no function update(); got number",
  );
  refused("with a slip in a name", { default: { ...valid, udpate: valid.update } }, "Did you mean update?");

  it("is caught when it returns something else than it should", () => {
    expect(() => step(async () => ({}))).to.throw(
      UserError,
      "The model of update() of the strategy ./mine.js is not a Float32Array",
    );
    expect(() => step(() => ({ model: new Float32Array(3), state: new Float32Array(0) }))).to.throw(
      UserError,
      "has 3 parameters; expected 2",
    );
    expect(() => step(() => ({ model: new Float32Array(2) }))).to.throw(UserError, "The state of update()");
    const init = () => [0];
    expect(() => userStrategy({ default: { ...valid, init } }, "./mine.js").init(1, settings)).to.throw(
      UserError,
      "The init()",
    );
  });
});
