// JSON.parse says neither where a text is wrong nor where a value stands. This walk does; it runs only for a record
// that is refused.

/** A way into a JSON value: keys of objects, places in lists. */
export type JsonPath = readonly (string | number)[];

/** Values that lie deeper are not told apart from what holds them. */
const deepest = 32;

/** The offset at which a text stops being JSON; undefined if it is JSON. */
export function jsonFault(text: string): number | undefined {
  return walk(text, () => false);
}

/** The offset of the value at `path` in a text that is JSON; of the nearest value around it that exists. */
export function jsonOffset(text: string, path: JsonPath): number {
  let best = 0;
  walk(text, (at, offset) => {
    const around = at.length <= path.length && at.every((key, depth) => key === path[depth]);
    if (around) best = offset;
    return around && at.length === path.length;
  });
  return best;
}

const space = /[ \t\n\r]*/y;
// Of the control characters (Cc) JSON keeps out the first 32 alone.
const string = /"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** Visits each value with its path until `found` says true; the offset of the first character that is not JSON. */
function walk(text: string, found: (path: JsonPath, offset: number) => boolean): number | undefined {
  let at = 0;
  let stopped = false;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(text)?.[0];
    at += match?.length ?? 0;
    return match;
  };
  const sign = (character: string): boolean => {
    take(space);
    if (text[at] !== character) return false;
    at++;
    return true;
  };
  /** Whether the members of a list or an object were read to its end. */
  const members = (close: string, member: (index: number) => boolean): boolean => {
    if (sign(close)) return true;
    for (let index = 0; ; index++) {
      if (!member(index)) return false;
      if (sign(close)) return true;
      if (!sign(",")) return false;
    }
  };
  const value = (path: JsonPath): boolean => {
    take(space);
    stopped ||= found(path, at);
    if (stopped || path.length > deepest) return false;
    if (sign("[")) return members("]", (index) => value([...path, index]));
    if (sign("{")) {
      return members("}", () => {
        take(space);
        const key = take(string);
        if (key === undefined || !sign(":")) return false;
        return value([...path, String(JSON.parse(key))]);
      });
    }
    return take(string) !== undefined || take(scalar) !== undefined;
  };
  const whole = value([]);
  if (whole) take(space);
  return stopped || (whole && at === text.length) ? undefined : at;
}
