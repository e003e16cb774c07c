import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

import { temporaryFolder } from "@tributary/test-support";
import { expect } from "chai";

import { pageRoutes, pagesFolder } from "../../src/http/index.ts";
import { administrationServiceOfNone, grpcLine } from "../support/grpc-line.ts";
import type { GrpcLine } from "../support/grpc-line.ts";
import { webGet } from "../support/web-request.ts";

const script = `export const lines = ${JSON.stringify("a line like the others\n".repeat(200))};\n`;
const hospital = "https://hospital.example";

describe("the pages of a coordinator", function () {
  this.timeout(10_000);
  const folder = temporaryFolder();
  let line: GrpcLine;

  beforeEach(async () => {
    const root = join(folder(), "pages");
    await mkdir(join(root, "assets"), { recursive: true });
    await mkdir(join(root, "client"));
    await writeFile(join(folder(), "secret.txt"), "not to be served");
    await writeFile(join(root, "index.html"), "<!doctype html><title>dashboard</title>");
    await writeFile(join(root, "join.html"), "<!doctype html><title>join</title>");
    await writeFile(join(root, "assets/main-a1b2.js"), script);
    await writeFile(join(root, "assets/kernels-c3d4.wasm"), Buffer.from([0, 0x61, 0x73, 0x6d]));
    await writeFile(join(root, "client/v1.js"), script);
    line = await grpcLine(
      administrationServiceOfNone as never,
      administrationServiceOfNone,
      () => undefined,
      { routes: await pageRoutes(root), allowedOrigins: [hospital] },
    );
  });
  afterEach(() => line.end());

  const get = (path: string, headers: Record<string, string> = {}, method = "GET") =>
    webGet(line.server.port, path, { method, headers });

  it("are the dashboard, the join page and what they load, each by its kind", async () => {
    for (const [path, type, text] of [
      ["/", "text/html; charset=utf-8", "<title>dashboard</title>"],
      ["/?task=digits", "text/html; charset=utf-8", "<title>dashboard</title>"],
      ["/join", "text/html; charset=utf-8", "<title>join</title>"],
      ["/assets/main-a1b2.js", "text/javascript; charset=utf-8", script],
      ["/assets/kernels-c3d4.wasm", "application/wasm", "\0asm"],
      ["/client/v1.js", "text/javascript; charset=utf-8", script],
    ] as const) {
      const answer = await get(path);
      expect(answer.status, path).to.equal(200);
      expect(answer.headers["content-type"], path).to.equal(type);
      expect(answer.headers["x-content-type-options"]).to.equal("nosniff");
      expect(answer.body.toString()).to.contain(text);
    }
  });

  it("may run their own scripts and WebAssembly, and be framed by nobody", async () => {
    for (const path of ["/", "/join", "/client/v1.js"]) {
      const directives = String((await get(path)).headers["content-security-policy"]).split("; ");
      expect(directives).to.include.members([
        "default-src 'self'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "worker-src 'self' blob:",
        "connect-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
      ]);
      expect(directives.join()).to.not.match(/unsafe-eval'(?<!wasm-unsafe-eval')|unsafe-inline/);
    }
  });

  it("are kept for as long as their names say so, and asked for again by their tags", async () => {
    expect((await get("/assets/main-a1b2.js")).headers["cache-control"]).to.contain("immutable");
    for (const path of ["/", "/client/v1.js"]) {
      const { headers } = await get(path);
      expect(headers["cache-control"]).to.equal("no-cache");
      const again = await get(path, { "if-none-match": String(headers.etag) });
      expect([again.status, again.body.length]).to.deep.equal([304, 0]);
    }
  });

  it("are compressed for who takes them so, under a tag of its own", async () => {
    const plain = await get("/client/v1.js", { "accept-encoding": "br, gzip;q=0" });
    const zipped = await get("/client/v1.js", { "accept-encoding": "gzip, deflate" });
    expect(plain.headers["content-encoding"]).to.equal(undefined);
    expect(zipped.headers["content-encoding"]).to.equal("gzip");
    expect(zipped.body.length).to.be.lessThan(plain.body.length / 4);
    expect(gunzipSync(zipped.body)).to.deep.equal(plain.body);
    expect(zipped.headers.etag).to.not.equal(plain.headers.etag);
    expect(zipped.headers.vary).to.match(/accept-encoding/);
    expect((await get("/", { "accept-encoding": "gzip" })).headers["content-encoding"]).to.equal(undefined);
  });

  it("lead nowhere else", async () => {
    for (const path of [
      "/secret.txt",
      "/../secret.txt",
      "/assets/../../secret.txt",
      "/%2e%2e/secret.txt",
      "/assets/..%2f..%2fsecret.txt",
      "/index.html",
      "/assets/",
      "/assets",
      "/constructor",
    ]) {
      expect((await get(path)).status, path).to.equal(404);
    }
    const refused = await get("/", {}, "POST");
    expect([refused.status, refused.headers.allow]).to.deep.equal([405, "GET, HEAD"]);
  });

  it("give their scripts to pages of the origins that are allowed, and themselves to none", async () => {
    const allowed = async (path: string, origin: string) =>
      (await get(path, { origin })).headers["access-control-allow-origin"];
    expect(await allowed("/client/v1.js", hospital)).to.equal(hospital);
    expect(await allowed("/assets/main-a1b2.js", hospital)).to.equal(hospital);
    expect(await allowed("/client/v1.js", "https://hospital.example.evil.example")).to.equal(undefined);
    expect(await allowed("/", hospital)).to.equal(undefined);
    expect((await get("/client/v1.js")).headers.vary).to.match(/origin/);
  });

  it("say how to build them where they are not built", async () => {
    await line.end();
    await rm(join(folder(), "pages"), { recursive: true });
    for (const missing of [join(folder(), "pages"), folder(), undefined]) {
      line = await grpcLine(
        administrationServiceOfNone as never,
        administrationServiceOfNone,
        () => undefined,
        { routes: await pageRoutes(missing) },
      );
      const answer = await get("/join");
      expect(answer.status).to.equal(503);
      expect(answer.body.toString()).to.contain("npm run build");
      expect((await get("/secret.txt")).status).to.equal(404);
      if (missing !== undefined) await line.end();
    }
  });

  it("lie where @tributary/client-web builds them", () => {
    expect(pagesFolder()).to.match(/client-web\/dist\/pages\/$/);
  });
});
