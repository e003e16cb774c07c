import { err, nearest, ok } from "../support/index.ts";
import type { Result } from "../support/index.ts";
import { dtypeFault, isDtype } from "../tensor/index.ts";

/** How the names in files differ from a family's own, which are those of its class in Hugging Face's transformers. */
export interface NameTable {
  /** What a file may leave out: a model saved without its head has names without the prefix that the head's class adds. */
  readonly prefixes: readonly string[];
  /** Applied in their order to every name of the file. */
  readonly renames: readonly (readonly [RegExp, string])[];
  /** Tensors that files have and the network does not read. A tensor that the network reads is never ignored. */
  readonly ignored: readonly RegExp[];
}

/** What of a family's tensor (TensorSpec of core/src/model) decides where it is found. */
export interface WantedTensor {
  readonly name: string;
  readonly module: string;
  readonly shape: readonly number[];
  readonly head: boolean;
}

/** A tensor of the file. */
export interface AvailableTensor {
  readonly shape: readonly number[];
  readonly dtype: string;
}

export interface TensorMatch {
  /** Names in the file by the family's names, in the order wanted. */
  readonly sources: ReadonlyMap<string, string>;
  /** Tensors of the head that the file does not have as the plan needs them: they are freshly initialised. */
  readonly fresh: readonly FreshTensor[];
  /** Tensors of the file that the table knows to be of no use. */
  readonly ignored: readonly string[];
  /** Tensors of the file that neither the network nor the table knows. */
  readonly unexpected: readonly string[];
}

export interface FreshTensor {
  readonly name: string;
  /** A clause. */
  readonly why: string;
}

/** Missing tensors for which a similar name is looked for; more of them are another model, not a slip. */
const mostHints = 5;

/**
 * Finds each wanted tensor in a file. The error has a sentence for every tensor that is missing, comes twice or has
 * another shape or dtype; in the head the first and the third are no error, since a head is new where its labels are.
 */
export function matchTensors(
  table: NameTable,
  wanted: readonly WantedTensor[],
  available: ReadonlyMap<string, AvailableTensor>,
): Result<TensorMatch, readonly string[]> {
  const { sources, ignored, unexpected, doubles } = sorted(table, wanted, available);
  const problems = [...doubles];
  const fresh = new Map<string, string>();
  let hints = 0;
  for (const { name, shape, head } of wanted) {
    const source = sources.get(name);
    const found = source === undefined ? undefined : available.get(source);
    if (source === undefined || found === undefined) {
      if (head) {
        fresh.set(name, "the file has none");
        continue;
      }
      const near = hints++ < mostHints ? nearest(name, unexpected) : undefined;
      const hint = near === undefined ? "" : `; the file has ${near}`;
      problems.push(`tensor ${name} of shape [${shape.join(", ")}] is missing${hint}`);
    } else if (!isDtype(found.dtype)) {
      problems.push(dtypeFault(source, found.dtype));
    } else if (!sameShape(found.shape, shape)) {
      const [had, needed] = [found.shape.join(", "), shape.join(", ")];
      if (head) fresh.set(name, `the file's has shape [${had}], the plan needs [${needed}]`);
      else problems.push(`tensor ${source} has shape [${had}], the network needs [${needed}] for ${name}`);
    }
  }
  if (problems.length > 0) return err(problems);
  // A new weight under an old bias would be neither.
  const modules = new Set(wanted.filter(({ name }) => fresh.has(name)).map(({ module }) => module));
  for (const { name, module } of wanted) {
    if (modules.has(module) && !fresh.has(name)) fresh.set(name, `the rest of ${module} is new`);
  }
  return ok({
    sources: new Map(
      wanted.flatMap(({ name }) => {
        const source = sources.get(name);
        return source === undefined || fresh.has(name) ? [] : [[name, source] as const];
      }),
    ),
    fresh: [...fresh].map(([name, why]) => ({ name, why })),
    ignored,
    unexpected,
  });
}

function sorted(
  { prefixes, renames, ignored: useless }: NameTable,
  wanted: readonly WantedTensor[],
  available: ReadonlyMap<string, AvailableTensor>,
) {
  const names = new Set(wanted.map(({ name }) => name));
  const sources = new Map<string, string>();
  const ignored: string[] = [];
  const unexpected: string[] = [];
  const doubles: string[] = [];
  for (const source of available.keys()) {
    const renamed = renames.reduce((name, [from, to]) => name.replace(from, to), source);
    const name = [renamed, ...prefixes.map((prefix) => prefix + renamed)].find((candidate) =>
      names.has(candidate),
    );
    if (name !== undefined) {
      const other = sources.get(name);
      if (other === undefined) sources.set(name, source);
      else doubles.push(`tensors ${other} and ${source} of the file are both ${name}`);
    } else if (useless.some((pattern) => pattern.test(renamed))) {
      ignored.push(source);
    } else {
      unexpected.push(source);
    }
  }
  return { sources, ignored, unexpected, doubles };
}

function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((side, axis) => side === b[axis]);
}
