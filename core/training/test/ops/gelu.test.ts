import { expect } from "chai";

import type { Engine } from "../../src/engine/index.ts";
import { gelu, geluNew } from "../../src/ops/index.ts";
import type { Operation } from "../engine/backends.ts";
import { portableEngines, startEngine } from "../kit.ts";
import * as reference from "../reference/ops.ts";
import { agreesWith, agreesWithOperation, differentiate, spread } from "./kit.ts";

const kinds: readonly {
  readonly name: string;
  readonly operation: Operation;
  readonly plain: Operation;
  readonly one: (x: number) => number;
}[] = [
  {
    name: "gelu",
    operation: (tf, [x]) => gelu(tf, x!),
    plain: (tf, [x]) => tf.mul(x!, tf.mul(tf.add(tf.erf(tf.div(x!, Math.SQRT2)), 1), 0.5)),
    one: reference.gelu,
  },
  {
    name: "gelu_new",
    operation: (tf, [x]) => geluNew(tf, x!),
    plain: (tf, [x]) => {
      const inner = tf.mul(tf.add(x!, tf.mul(tf.pow(x!, 3), 0.044715)), Math.sqrt(2 / Math.PI));
      return tf.mul(tf.mul(x!, 0.5), tf.add(tf.tanh(inner), 1));
    },
    one: reference.geluNew,
  },
];

for (const engineName of portableEngines) {
  describe(`on ${engineName}`, () => {
    let engine: Engine;
    before(async () => {
      engine = await startEngine(engineName);
    });
    after(() => engine.dispose());

    for (const { name, operation, plain, one } of kinds) {
      it(`${name} is its definition to a millionth, and its gradient is the slope`, () => {
        const near = spread([5, 13], "near", 4);
        agreesWith(engine.tf, operation, [near], ([x]) => Array.from(x!, one), 5e-7);
      });

      it(`${name} agrees with TF.js's own operations on more numbers`, () => {
        agreesWithOperation(engine.tf, operation, plain, [spread([7, 31, 3], "many", 6)], 2e-6);
      });

      it(`${name} is 0 and flat far below 0, x and steep far above`, () => {
        const data = [-1e9, -1e4, -40, 0, 40, 1e4, 1e9];
        const x = { shape: [data.length], data };
        const { value, gradients } = differentiate(
          engine.tf,
          operation,
          [x],
          data.map(() => 1),
        );
        const plus = (values: readonly number[]): number[] => values.map((value) => value + 0);
        expect(plus(value)).to.deep.equal([0, 0, 0, 0, 40, 1e4, 1e9]);
        expect(plus(gradients[0]!)).to.deep.equal([0, 0, 0, 0.5, 1, 1, 1]);
      });
    }
  });
}
