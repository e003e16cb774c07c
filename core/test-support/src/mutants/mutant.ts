import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** One change of one source file. */
export interface Change {
  /** Relative to the repository: `core/src/ring/profile.ts`. */
  readonly file: string;
  /** Text that the file holds exactly once. White space in it stands for white space of any kind and length. */
  readonly find: string;
  readonly replace: string;
}

export interface NamedTest {
  /** Relative to the repository: `core/test/ring/ring.test.ts`. */
  readonly file: string;
  /** A part of the full title of exactly one of its tests. */
  readonly name: string;
}

/** A mistake that somebody could make, and the test that must fail if somebody does. */
export interface Mutant {
  readonly changes: readonly Change[];
  readonly test: NamedTest;
}

/** Texts of compiled modules, by their absolute path. */
export type ModuleTexts = Readonly<Record<string, string>>;

export type Mutated =
  | { readonly ok: true; readonly texts: ModuleTexts }
  /** Sentences: which text is not there exactly once, and where. */
  | { readonly ok: false; readonly problems: readonly string[] };

/** Where the compiler puts a source file of a workspace: `<workspace>/dist/src/x.js` for `<workspace>/src/x.ts`. */
export function compiledPath(root: string, file: string): string {
  return join(root, file.replace(/(^|\/)(src|test)\//, "$1dist/$2/").replace(/\.ts$/, ".js"));
}

/**
 * The compiled modules with a mutant's changes in them; no file is written. A text is looked for in the source, of which
 * the list speaks, and in what was compiled from it.
 */
export async function mutate(root: string, { changes }: Mutant): Promise<Mutated> {
  const texts: Record<string, string> = {};
  const problems: string[] = [];
  for (const { file, find, replace } of changes) {
    const compiled = compiledPath(root, file);
    const pattern = patternOf(find);
    for (const path of [join(root, file), compiled]) {
      const text = texts[path] ?? (await readFile(path, "utf8").catch(() => ""));
      const times = [...text.matchAll(pattern)].length;
      if (times !== 1) {
        const where = path === compiled ? `what ${file} is compiled to` : file;
        problems.push(`${where} holds \`${find}\` ${times} times, expected once; bring the list up to date`);
        break;
      }
      if (path === compiled) texts[path] = text.replace(pattern, () => replace);
    }
  }
  return problems.length === 0 ? { ok: true, texts } : { ok: false, problems };
}

function patternOf(find: string): RegExp {
  return new RegExp(find.trim().split(/\s+/).map(escapeForRegExp).join("\\s+"), "g");
}

export function escapeForRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
}

/** A mutant in words: `core/src/ring/profile.ts: limit < 127 -> false`. */
export function describeMutant({ changes }: Mutant): string {
  return changes.map(({ file, find, replace }) => `${file}: ${find} -> ${replace}`).join("; ");
}
