import { connect } from "node:net";
import { writeFile } from "node:fs/promises";
import { once } from "node:events";
import { join } from "node:path";

import { expect } from "chai";

import { startProcesses, temporaryFolder, unusedPort } from "../src/index.ts";

describe("started processes", () => {
  const folder = temporaryFolder();
  const start = startProcesses();

  async function script(text: string): Promise<string> {
    const path = join(folder(), "script.mjs");
    await writeFile(path, text);
    return path;
  }

  it("are waited for by the lines that they print, on either stream, before or after the question", async () => {
    const child = start(
      await script(
        `console.log("port 41"); console.error("ready"); process.stdin.resume(); setTimeout(() => {}, 60000);`,
      ),
    );
    await child.line(/^ready$/);
    expect((await child.line(/^port (\d+)$/))[1]).to.equal("41");
    child.kill("SIGTERM");
    expect(await child.ended).to.deep.equal({ code: null, signal: "SIGTERM" });
    expect(child.lines.stdout).to.deep.equal(["port 41"]);
    expect(child.lines.stderr).to.deep.equal(["ready"]);
  });

  it("say what was printed when they end without the awaited line", async () => {
    const child = start(await script(`console.log("something else"); process.exitCode = 3;`));
    const error = await child.line(/^ready$/).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(Error).and.to.have.property("message").that.contains("something else");
    expect((await child.ended).code).to.equal(3);
  });

  it("get arguments, a folder and an environment", async () => {
    const child = start(
      await script(`console.log(process.argv[2], process.cwd(), process.env.PLANTED)`),
      ["one"],
      {
        cwd: folder(),
        env: { PLANTED: "two" },
      },
    );
    await child.ended;
    expect(child.lines.all).to.deep.equal([`one ${folder()} two`]);
  });
});

describe("an unused port", () => {
  it("refuses a connection", async () => {
    const socket = connect(await unusedPort(), "127.0.0.1");
    const [error] = (await once(socket, "error")) as [NodeJS.ErrnoException];
    expect(error.code).to.equal("ECONNREFUSED");
  });
});
