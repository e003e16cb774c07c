import { expect } from "chai";

import { isFromOwnPage, isLoopback } from "../../src/rpc/own-page.ts";

describe("a call of the coordinator's own page", () => {
  const usual = { host: "127.0.0.1:7070", origin: "http://127.0.0.1:7070" };

  function judged(
    headers: Readonly<Record<string, string | undefined>> = {},
    peerAddress: string | undefined = "127.0.0.1",
    tls = false,
  ): boolean {
    const all: Readonly<Record<string, string | undefined>> = { ...usual, ...headers };
    return isFromOwnPage({ peerAddress, header: (name) => all[name], tls });
  }

  it("comes over loopback, from a page of the address that it calls", () => {
    expect(judged()).to.equal(true);
    expect(judged({ host: "localhost:7070", origin: "http://localhost:7070" }, "::1")).to.equal(true);
    expect(judged({ host: "[::1]:7070", origin: "http://[::1]:7070" }, "::1")).to.equal(true);
    expect(judged({ host: "localhost", origin: "http://localhost" })).to.equal(true);
    expect(judged({}, "::ffff:127.0.0.1")).to.equal(true);
    expect(judged({ origin: "https://127.0.0.1:7070" }, "127.0.0.1", true)).to.equal(true);
  });

  const others: readonly (readonly [string, Readonly<Record<string, string | undefined>>, string?])[] = [
    ["another machine's", {}, "192.168.1.7"],
    ["one through a proxy", { "x-forwarded-for": "203.0.113.9" }],
    ["one through a proxy that says so as RFC 7239 has it", { forwarded: "for=203.0.113.9" }],
    ["one through a proxy that names itself", { via: "1.1 proxy" }],
    ["a foreign page's", { origin: "https://evil.example" }],
    ["a page's of another port of this machine", { origin: "http://127.0.0.1:8080" }],
    ["a page's of another scheme", { origin: "https://127.0.0.1:7070" }],
    ["a sandboxed page's", { origin: "null" }],
    ["a program's, which has no origin", { origin: undefined }],
    [
      "a foreign name's that was made to resolve to this machine",
      { host: "evil.example:7070", origin: "http://evil.example:7070" },
    ],
    [
      "a name's that only begins as a loopback address",
      { host: "127.0.0.1.evil.example:7070", origin: "http://127.0.0.1.evil.example:7070" },
    ],
    ["one without a host", { host: undefined }],
    [
      "one whose host has more to it",
      { host: "evil.example@127.0.0.1", origin: "http://evil.example@127.0.0.1" },
    ],
  ];
  for (const [name, headers, peer] of others)
    it(`is not ${name}`, () => expect(judged(headers, peer)).to.equal(false));

  it("is not one whose connection has no address", () => {
    expect(
      isFromOwnPage({ peerAddress: undefined, header: (name) => Reflect.get(usual, name), tls: false }),
    ).to.equal(false);
  });

  it("knows loopback addresses by their value", () => {
    for (const host of ["127.0.0.1", "127.9.9.9", "::1", "[::1]", "localhost", "::ffff:127.0.0.1"])
      expect(isLoopback(host), host).to.equal(true);
    for (const host of ["0.0.0.0", "::", "10.0.0.1", "localhost.evil.example", "127.0.0.1.evil.example", ""])
      expect(isLoopback(host), host).to.equal(false);
  });
});
