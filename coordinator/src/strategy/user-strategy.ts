import { nearest, UserError } from "@tributary/core/support";

import type { Strategy } from "./strategy.ts";

const members = ["name", "init", "update"] as const;

/**
 * The strategy that a module of the user's own exports, with what it returns checked at each call, so that its slips
 * end with its name and not with a broken model.
 * @param module what `import()` gave
 * @param source the path in the plan, for messages
 * @throws UserError now if the export is no Strategy, and from `init` and `update` if they return something else than they should
 */
export function userStrategy(module: unknown, source: string): Strategy {
  const exported = member(module, "default");
  if (typeof exported !== "object" || exported === null) {
    throw new UserError(
      `The strategy ${source} has no default export that is an object; expected { name, init, update }, got ${typeof exported}.`,
    );
  }
  const unknown = Object.keys(exported).find((key) => !members.some((known) => known === key));
  if (unknown !== undefined) {
    const meant = nearest(unknown, members);
    const advice = meant === undefined ? "Expected name, init and update." : `Did you mean ${meant}?`;
    throw new UserError(
      `The strategy ${source} exports an unknown member ${JSON.stringify(unknown)}. ${advice}`,
    );
  }
  const name = member(exported, "name");
  if (typeof name !== "string" || !/^[a-z0-9-]+$/.test(name)) {
    throw new UserError(
      `The strategy ${source} has no name of lower-case letters, digits and dashes; got ${JSON.stringify(name)}.`,
    );
  }
  const init = functionOf(exported, "init", source);
  const update = functionOf(exported, "update", source);
  return {
    name,
    init: (size, settings) => vector(init.call(exported, size, settings), `init() of the strategy ${source}`),
    update(state, meanDelta, model, settings) {
      const size = model.length;
      const step: unknown = update.call(exported, state, meanDelta, model, settings);
      const what = `update() of the strategy ${source}`;
      const next = vector(member(step, "model"), `model of ${what}`);
      if (next.length !== size) {
        throw new UserError(
          `The model of ${what} has ${next.length} parameters; expected ${size}, as it was given.`,
        );
      }
      return { model: next, state: vector(member(step, "state"), `state of ${what}`) };
    },
  };
}

type AnyFunction = (...args: readonly unknown[]) => unknown;

function functionOf(exported: object, name: string, source: string): AnyFunction {
  const found = member(exported, name);
  if (!isFunction(found)) {
    throw new UserError(`The strategy ${source} has no function ${name}(); got ${typeof found}.`);
  }
  return found;
}

function isFunction(value: unknown): value is AnyFunction {
  return typeof value === "function";
}

function vector(value: unknown, what: string): Float32Array {
  if (value instanceof Float32Array) return value;
  const got = value instanceof Promise ? "a Promise" : typeof value;
  throw new UserError(`The ${what} is not a Float32Array; got ${got}.`);
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  const entry: unknown = Reflect.get(value, name);
  return entry;
}
