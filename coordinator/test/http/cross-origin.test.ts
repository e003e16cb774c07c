import { createWebTransport } from "@tributary/client-web/transport";
import { expect } from "chai";

import type { ServerOptions } from "../../src/index.ts";
import { administrationServiceOfNone, grpcLine } from "../support/grpc-line.ts";
import type { GrpcLine } from "../support/grpc-line.ts";
import { webGet } from "../support/web-request.ts";

const hospital = "https://hospital.example";
const path = "/tributary.v1.Federation/GetTask";

describe("pages of other origins", function () {
  this.timeout(10_000);
  let line: GrpcLine;

  const serve = async (options: Partial<ServerOptions>): Promise<void> => {
    const federation = { GetTask: async () => ({ taskId: "digits" }) };
    line = await grpcLine(federation as never, administrationServiceOfNone, () => undefined, options);
  };
  afterEach(() => line.end());

  const preflight = (origin: string) =>
    webGet(line.server.port, path, {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type,grpc-timeout,x-grpc-web,x-user-agent",
        "access-control-request-private-network": "true",
      },
    });

  it("may ask nothing until an origin is allowed", async () => {
    await serve({});
    const { status, headers } = await preflight(hospital);
    expect(status).to.equal(405);
    expect(Object.keys(headers).filter((name) => name.startsWith("access-control"))).to.deep.equal([]);
  });

  it("may call if their origin is allowed, and see how a call ended", async () => {
    await serve({ allowedOrigins: [hospital, "http://localhost:3000"] });
    const { status, headers } = await preflight(hospital);
    expect(status).to.equal(204);
    expect(headers).to.include({
      "access-control-allow-origin": hospital,
      "access-control-allow-methods": "POST",
      "access-control-allow-private-network": "true",
      vary: "origin",
    });
    for (const name of ["authorization", "content-type", "grpc-timeout", "x-grpc-web", "x-user-agent"]) {
      expect(headers["access-control-allow-headers"]).to.contain(name);
    }
    // Tokens are headers; a browser never adds what it keeps for this origin.
    expect(headers).to.not.have.property("access-control-allow-credentials");

    const seen: Headers[] = [];
    const transport = createWebTransport({
      origin: `http://127.0.0.1:${line.server.port}`,
      fetch: async (url, init) => {
        const response = await fetch(url, { ...init, headers: { ...init.headers, origin: hospital } });
        seen.push(response.headers);
        return response;
      },
    });
    expect(await transport.unary("GetTask", {})).to.include({ taskId: "digits" });
    expect(seen[0]?.get("access-control-allow-origin")).to.equal(hospital);
    expect(seen[0]?.get("access-control-expose-headers")).to.contain("grpc-status");
  });

  it("get no word of permission if another's origin is allowed, whatever theirs looks like", async () => {
    await serve({ allowedOrigins: [hospital] });
    for (const origin of [
      "https://evil.example",
      `${hospital}.evil.example`,
      "null",
      hospital.toUpperCase(),
    ]) {
      const { status, headers } = await preflight(origin);
      expect(status, origin).to.equal(405);
      expect(headers, origin).to.not.have.property("access-control-allow-origin");
    }
  });
});
