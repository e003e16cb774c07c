import { z } from "zod";

// What a schema expects at a key, in words. It is read off the JSON Schema that zod makes of it, so that a bound is
// written once.

type Schema = z.core.JSONSchema.BaseSchema;

/** A zod schema in words; `path` is that of a key in the text's value `input`. */
export interface SchemaWords {
  /** What is expected at `path`; undefined where the schema has no such key. */
  expectedAt(input: unknown, path: readonly PropertyKey[]): string | undefined;
  /** The keys that the map at `path` may have. */
  knownKeysAt(input: unknown, path: readonly PropertyKey[]): readonly string[];
}

export function schemaWords(of: z.ZodType): SchemaWords {
  let root: Schema | undefined;

  function schemaAt(input: unknown, path: readonly PropertyKey[]): Schema | undefined {
    root ??= z.toJSONSchema(of, { io: "input" });
    let schema: Schema | undefined = root;
    for (const [depth, key] of path.entries()) {
      if (schema === undefined) return undefined;
      schema = member(schema, key, valueAt(input, path.slice(0, depth)));
    }
    return schema;
  }

  return {
    expectedAt(input, path) {
      const schema = schemaAt(input, path);
      return schema === undefined ? undefined : describe(schema);
    },
    knownKeysAt(input, path) {
      const schema = schemaAt(input, path);
      if (schema === undefined) return [];
      const keys = optionsFor(schema, valueAt(input, path)).flatMap((option) =>
        Object.keys(option.properties ?? {}),
      );
      return [...new Set(keys)];
    },
  };
}

/** The value at `path`; undefined where there is none. */
export function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

function member(schema: Schema, key: PropertyKey, value: unknown): Schema | undefined {
  if (typeof key === "number") {
    const item = schema.prefixItems?.[key] ?? schema.items;
    return typeof item === "object" && !Array.isArray(item) ? item : undefined;
  }
  const found = optionsFor(schema, value).flatMap((option) => {
    const property = Object.hasOwn(option.properties ?? {}, key)
      ? option.properties?.[String(key)]
      : undefined;
    return typeof property === "object" ? [property] : [];
  });
  // The key that tells the options apart: any of their constants.
  return found.length > 1 ? { enum: found.flatMap((option) => option.const ?? []) } : found[0];
}

/** Of a union of maps those whose constants the value has; all of them if it has none's. */
function optionsFor(schema: Schema, value: unknown): readonly Schema[] {
  const options = (schema.oneOf ?? [schema]).filter((option) => typeof option === "object");
  const fitting = options.filter((option) =>
    Object.entries(option.properties ?? {}).every(
      ([key, property]) =>
        typeof property !== "object" ||
        property.const === undefined ||
        property.const === valueAt(value, [key]),
    ),
  );
  return fitting.length > 0 ? fitting : options;
}

function describe(schema: Schema): string {
  if (schema.description !== undefined) return schema.description;
  if (schema.const !== undefined) return String(schema.const);
  if (schema.enum !== undefined) return `one of ${schema.enum.join(", ")}`;
  if (schema.oneOf !== undefined) return "a map";
  if (schema.anyOf !== undefined) {
    return schema.anyOf.map((option) => (typeof option === "object" ? describe(option) : "")).join(" or ");
  }
  switch (schema.type) {
    case "integer":
      return `a whole number${bounds(schema)}`;
    case "number":
      return `a number${bounds(schema)}`;
    case "string":
      return `text${extent(schema.minLength, schema.maxLength, "character")}`;
    case "array":
      return `a list${extent(schema.minItems, schema.maxItems, "item")}`;
    case "boolean":
      return "true or false";
    default:
      return "a map";
  }
}

function bounds({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Schema): string {
  // zod states the safe integers' bounds of a whole number that has none of its own.
  const least = minimum === undefined || minimum <= Number.MIN_SAFE_INTEGER ? undefined : minimum;
  const most = maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? undefined : maximum;
  if (least !== undefined && most !== undefined) return ` from ${least} to ${most}`;
  const parts = [
    least === undefined ? undefined : `at least ${least}`,
    exclusiveMinimum === undefined ? undefined : `above ${exclusiveMinimum}`,
    exclusiveMaximum === undefined ? undefined : `below ${exclusiveMaximum}`,
    most === undefined ? undefined : `at most ${most}`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? "" : ` ${parts.join(" and ")}`;
}

function extent(least: number | undefined, most: number | undefined, unit: string): string {
  if (least === undefined && most === undefined) return "";
  if (least === most) return ` of ${least} ${unit}s`;
  if (most === undefined) return ` of at least ${least} ${unit}${least === 1 ? "" : "s"}`;
  return least === undefined ? ` of at most ${most} ${unit}s` : ` of ${least} to ${most} ${unit}s`;
}
