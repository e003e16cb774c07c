import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import { repositoryRoot } from "../src/index.ts";
import { installableWorkspaces, pack, publicEntries } from "./packages.ts";
import type { Tarball, Workspace } from "./packages.ts";

describe("the packages that a user installs", function () {
  this.timeout(60_000);
  let workspaces: readonly Workspace[] = [];
  let tarballs: ReadonlyMap<string, Tarball> = new Map();

  const filesOf = ({ manifest }: Workspace): readonly string[] =>
    (tarballs.get(manifest.name)?.files ?? []).map((file) => file.path);

  before(async () => {
    workspaces = await installableWorkspaces();
    tarballs = new Map((await pack(workspaces, ["--dry-run"])).map((tarball) => [tarball.name, tarball]));
  });

  it("are the protocol, the core, its two platforms, the coordinator, the two clients and the simulator", () => {
    expect(workspaces.map(({ manifest }) => manifest.name)).to.have.members([
      "@tributary/proto",
      "@tributary/core",
      "@tributary/node-platform",
      "@tributary/training",
      "@tributary/coordinator",
      "@tributary/client-node",
      "@tributary/client-web",
      "@tributary/simulations",
    ]);
  });

  it("share one version, licence, module type and range of Node releases, and run nothing when installed", () => {
    for (const { manifest } of workspaces) {
      const { version, license, type, engines } = manifest;
      expect({ version, license, type, engines }, manifest.name).to.deep.equal({
        version: workspaces[0]?.manifest.version,
        license: "Apache-2.0",
        type: "module",
        engines: { node: ">=20.19.0" },
      });
      expect(Object.keys(manifest.scripts ?? {}), manifest.name).not.to.include.oneOf([
        "preinstall",
        "install",
        "postinstall",
        "prepare",
      ]);
    }
  });

  it("ask for each other in that one version, and for everything else in an exact one", () => {
    for (const { manifest } of workspaces) {
      for (const [name, version] of Object.entries({
        ...manifest.dependencies,
        ...manifest.optionalDependencies,
      })) {
        const expected = name.startsWith("@tributary/") ? manifest.version : /^\d+\.\d+\.\d+(-[\w.]+)?$/;
        expect(version, `${manifest.name} asks for ${name}`).to.match(new RegExp(expected));
      }
    }
  });

  it("carry the repository's licence", async () => {
    const licence = await readFile(join(repositoryRoot, "LICENSE"), "utf8");
    for (const workspace of workspaces) {
      expect(filesOf(workspace), workspace.folder).to.include("LICENSE");
      expect(await readFile(join(repositoryRoot, workspace.folder, "LICENSE"), "utf8")).to.equal(licence);
    }
  });

  it("hold compiled code with its types and sources, the .proto files, and nothing else", () => {
    for (const workspace of workspaces) {
      const strays = filesOf(workspace).filter(
        (path) =>
          !/^dist\/src\/.*\.(js|js\.map|d\.ts|d\.ts\.map)$/.test(path) &&
          !/^src\/.*\.ts$/.test(path) &&
          !/^bin\/[a-z-]+\.mjs$/.test(path) &&
          !/^src\/.*\.wat$/.test(path) &&
          !["LICENSE", "README.md", "package.json"].includes(path) &&
          !(workspace.folder === "proto" && /^tributary\/v1\/\w+\.proto$/.test(path)) &&
          !(workspace.folder === "coordinator" && path === "proto/health.proto") &&
          !(
            workspace.folder === "client-web" &&
            /^(dist\/(bundle|pages)\/.*\.(js|css|wasm|svg|html)|src\/.*\.(css|svg))$/.test(path)
          ),
      );
      expect(strays, workspace.folder).to.deep.equal([]);
    }
    const filesIn = (wanted: string): readonly string[] =>
      workspaces.filter(({ folder }) => folder === wanted).flatMap(filesOf);
    expect(filesIn("proto")).to.include.members(
      ["common", "federation", "administration"].map((name) => `tributary/v1/${name}.proto`),
    );
    // The coordinator opens it when it starts.
    expect(filesIn("coordinator")).to.include("proto/health.proto");
    // It serves these.
    expect(filesIn("client-web")).to.include.members([
      "dist/pages/index.html",
      "dist/pages/join.html",
      "dist/pages/client/v1.js",
    ]);
  });

  it("hold the file behind every entry, its types, and every command", () => {
    for (const workspace of workspaces) {
      const files = filesOf(workspace);
      const entries = publicEntries(workspace.manifest, files);
      expect(entries.size, `${workspace.folder} has no entry`).to.be.greaterThan(0);
      const wanted = [
        // A bundle has the types of what it was made of.
        ...[...entries.values()].flatMap((path) => [
          path,
          path.startsWith("dist/bundle/") ? "dist/src/index.d.ts" : path.replace(/\.js$/, ".d.ts"),
        ]),
        ...Object.values(workspace.manifest.bin ?? {}),
      ];
      expect(
        wanted.filter((path) => !files.includes(path)),
        `${workspace.folder} lacks`,
      ).to.deep.equal([]);
    }
  });
});
