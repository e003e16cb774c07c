// A hook of Node's module loader: modules whose texts were handed in are loaded from those, all others from disk. The
// working tree is never touched, so that mutants can run side by side.
import type { InitializeHook, LoadHook } from "node:module";
import { pathToFileURL } from "node:url";

import type { ModuleTexts } from "./mutant.ts";

const sources = new Map<string, string>();

export const initialize: InitializeHook<ModuleTexts> = (texts) => {
  for (const [path, text] of Object.entries(texts)) sources.set(pathToFileURL(path).href, text);
};

export const load: LoadHook = (url, context, nextLoad) => {
  const source = sources.get(url);
  return source === undefined ? nextLoad(url, context) : { format: "module", shortCircuit: true, source };
};
