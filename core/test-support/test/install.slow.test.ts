// What a stranger gets: the tarballs in an empty project, with nothing of this checkout around them.
import { execFile } from "node:child_process";
import { mkdir, realpath, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { expect } from "chai";

import { network, repositoryRoot, requires, startProcesses, temporaryFolder } from "../src/index.ts";
import { runsByTheBook } from "./by-the-book.ts";
import { blocks, page } from "./pages.ts";
import { installableWorkspaces, pack, publicEntries } from "./packages.ts";

const run = promisify(execFile);

describe("an empty project that installs the tarballs", function () {
  this.timeout(600_000);
  requires(network);
  const folder = temporaryFolder();
  const start = startProcesses();

  it("can import every public entry, compile the README's examples and run them to the end of their task", async () => {
    const workspaces = await installableWorkspaces();
    const packages = join(folder(), "packages");
    const project = join(folder(), "project");
    await mkdir(packages);
    await mkdir(project);
    const tarballs = await pack(workspaces, ["--pack-destination", packages]);
    await writeFile(
      join(project, "package.json"),
      JSON.stringify({ name: "stranger", private: true, type: "module" }),
    );
    const install = tarballs.map(({ filename }) => join(packages, filename));
    await run(
      "npm",
      ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", ...install],
      {
        cwd: project,
      },
    );

    const specifiers = workspaces.flatMap(({ manifest }) => {
      const files = tarballs.find(({ name }) => name === manifest.name)?.files ?? [];
      return [
        ...publicEntries(
          manifest,
          files.map(({ path }) => path),
        ).keys(),
      ];
    });
    const imports = specifiers.map((specifier) => `await import(${JSON.stringify(specifier)});`);
    await writeFile(join(project, "import-all.js"), imports.join("\n"));
    await run(process.execPath, ["import-all.js"], { cwd: project });

    const commands = workspaces.flatMap(({ manifest }) => Object.keys(manifest.bin ?? {}));
    expect(commands).to.include.members(["tributary-coordinator", "tributary-client"]);
    for (const command of commands) {
      const { stdout } = await run(join(project, "node_modules/.bin", command), ["--help"], { cwd: project });
      expect(stdout, `${command} --help`).to.include(command);
    }

    const examples = blocks(await page("README.md"), "ts");
    expect(examples, "the README shows how to embed a client").not.to.deep.equal([]);
    for (const [index, text] of examples.entries())
      await writeFile(join(project, `example-${index}.ts`), text);
    await writeFile(
      join(project, "tsconfig.json"),
      JSON.stringify({
        compilerOptions: {
          strict: true,
          target: "es2023",
          module: "nodenext",
          types: ["node"],
          typeRoots: [join(repositoryRoot, "node_modules/@types")],
          skipLibCheck: true,
          noEmit: true,
        },
        include: ["*.ts"],
      }),
    );
    const compiled = await run(process.execPath, [
      join(repositoryRoot, "node_modules/typescript/bin/tsc"),
      "-p",
      project,
    ]).then(
      () => "",
      // The compiler exits with an error and prints what it found, which execFile hands on.
      (error: { stdout: string }) => error.stdout,
    );
    expect(compiled).to.equal("");

    const installed = (command: string): Promise<string> =>
      realpath(join(project, "node_modules/.bin", command));
    await runsByTheBook(start, project, {
      coordinator: await installed("tributary-coordinator"),
      client: await installed("tributary-client"),
    });
  });
});
