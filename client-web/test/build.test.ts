import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { expect } from "chai";

describe("the pages that a coordinator serves", () => {
  for (const page of ["index.html", "join.html"]) {
    it(`${page} loads nothing but what was built with it`, async () => {
      const folder = new URL("./", import.meta.resolve("@tributary/client-web/pages"));
      const html = await readFile(fileURLToPath(new URL(page, folder)), "utf8");
      const loaded = [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, url]) => url ?? "");
      expect(loaded).not.to.be.empty;
      for (const url of loaded) expect(url).to.match(/^\/assets\/[\w.-]+$/);
    });
  }
});
