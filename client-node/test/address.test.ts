import { expect } from "chai";

import { parseCoordinator } from "../src/address.ts";

const fingerprint = "ab".repeat(32);

describe("a coordinator's address", () => {
  it("names host, port, whether TLS is used, and the fingerprint", () => {
    expect(parseCoordinator(`https://host.example:7443#${fingerprint}`)).to.deep.equal({
      host: "host.example",
      port: 7443,
      tls: true,
      fingerprint,
    });
    expect(parseCoordinator("http://[::1]:80")).to.deep.equal({
      host: "::1",
      port: 80,
      tls: false,
      fingerprint: undefined,
    });
    expect(parseCoordinator("http://10.0.0.1").port).to.equal(7070);
    expect(parseCoordinator("https://host:443/").port).to.equal(443);
  });

  it("takes a fingerprint in capitals and with colons", () => {
    const written = fingerprint.toUpperCase().replace(/..(?=.)/g, "$&:");
    expect(parseCoordinator(`http://host:1#${written}`).fingerprint).to.equal(fingerprint);
  });

  for (const text of [
    "",
    "host:7070",
    "ftp://host",
    "http://host:7070/path",
    "http://user@host",
    "http://host:99999",
    "http://host?x=1",
  ]) {
    it(`may not be ${JSON.stringify(text)}`, () => {
      expect(() => parseCoordinator(text)).to.throw(/expected http\(s\):\/\/host:port/);
    });
  }

  it("may not have a fingerprint that is none", () => {
    expect(() => parseCoordinator("http://host#abc")).to.throw(
      /"abc" is not a coordinator's fingerprint: expected 64 hex digits/,
    );
  });
});
