import { join } from "node:path";

import { repositoryRoot } from "@tributary/test-support";
import { build } from "vite";

/** Bundles the page that plays from a script; answers the folder that holds it. */
export async function buildScriptedPage(): Promise<string> {
  const root = join(repositoryRoot, "client-web/test/element/page");
  const outDir = join(repositoryRoot, "client-web/dist/scripted-page");
  await build({
    root,
    configFile: false,
    logLevel: "error",
    build: {
      outDir,
      emptyOutDir: true,
      target: "es2022",
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: join(root, "participant.html") },
    },
  });
  return outDir;
}
