import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { expect } from "chai";

import { temporaryFolder } from "@tributary/test-support";

import { readAuthorities } from "../../src/transport/authorities.ts";
import { refusal } from "../refusal.ts";

const folder = temporaryFolder();
const certificate = fileURLToPath(new URL("../../../test/fixtures/tls/certificate.pem", import.meta.url));

describe("a file of authorities", () => {
  it("is read as it is if it holds certificates, with whatever text about them", async () => {
    const text = await readFile(certificate, "utf8");
    const path = join(folder(), "ca.pem");
    await writeFile(path, `# ours\n${text}# theirs\r\n${text.replaceAll("\n", "\r\n")}`);
    expect(await readAuthorities(path)).to.deep.equal(await readFile(path));
  });

  it("is refused if it is something else", async () => {
    const path = join(folder(), "ca.pem");
    await writeFile(path, "garbage");
    expect(await refusal(() => readAuthorities(path))).to.match(
      /ca\.pem holds no certificate: expected a PEM file/,
    );
  });

  it("is refused if one of its certificates is damaged, by its number", async () => {
    const text = await readFile(certificate, "utf8");
    const path = join(folder(), "ca.pem");
    const damaged = text.replace(/\n.{40}/, `\n${"A".repeat(40)}`);
    await writeFile(path, `${text}${damaged}`);
    expect(await refusal(() => readAuthorities(path))).to.match(
      /^Certificate 2 of 2 in .*ca\.pem is damaged; ask for the file again\.$/,
    );
  });
});
