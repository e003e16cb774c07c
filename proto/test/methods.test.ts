import { readFile } from "node:fs/promises";

import { expect } from "chai";

import { loadServices } from "../src/loader/index.ts";
import { administrationMethods, federationMethods } from "../src/methods/index.ts";

interface Declared {
  readonly kind: string;
  readonly request: string;
  readonly response: string;
}

const source = (path: string): Promise<string> => readFile(new URL(`../../${path}`, import.meta.url), "utf8");

/** The services as the .proto files declare them. */
async function declaredMethods(file: string): Promise<Readonly<Record<string, Declared>>> {
  const methods: Record<string, Declared> = {};
  const rpc = /^ {2}rpc (\w+)\((stream )?(\w+)\) returns \((stream )?(\w+)\);/gm;
  for (const [, name = "", clientStream, request = "", stream, response = ""] of (
    await source(file)
  ).matchAll(rpc)) {
    expect(clientStream, `${name} streams its request, which a browser cannot`).to.equal(undefined);
    methods[name] = { kind: stream === undefined ? "unary" : "serverStream", request, response };
  }
  return methods;
}

/** The message types that src/methods gives to each method of an interface. */
async function typedMethods(name: string): Promise<Readonly<Record<string, Declared>>> {
  const text = (await source("src/methods/index.ts")).replaceAll(/\s+/g, " ");
  const body = new RegExp(`interface ${name} \\{(.*?)\\}`).exec(text)?.[1] ?? "";
  const methods: Record<string, Declared> = {};
  const entry = /(\w+): Method< ?"(\w+)", (\w+), (\w+), (\w+), (\w+),? ?>;/g;
  for (const [
    ,
    method = "",
    kind = "",
    request = "",
    requestRead,
    response = "",
    responseRead,
  ] of body.matchAll(entry)) {
    expect(requestRead, method).to.equal(`${request}__Output`);
    expect(responseRead, method).to.equal(`${response}__Output`);
    methods[method] = { kind, request, response };
  }
  return methods;
}

const kinds = (methods: Readonly<Record<string, Declared>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(methods).map(([name, { kind }]) => [name, kind]));

const services = [
  { service: "Federation", file: "federation.proto", table: federationMethods },
  { service: "Administration", file: "administration.proto", table: administrationMethods },
] as const;

for (const { service, file, table } of services) {
  describe(`the table of ${service}'s methods`, () => {
    it("names the methods of the .proto file, each with its kind", async () => {
      const declared = await declaredMethods(`tributary/v1/${file}`);
      expect(table).to.deep.equal(kinds(declared));
    });

    it("types each method with its messages of the .proto file", async () => {
      expect(await typedMethods(`${service}Methods`)).to.deep.equal(
        await declaredMethods(`tributary/v1/${file}`),
      );
    });

    it("agrees with what the loader hands to gRPC", () => {
      const loaded = Object.entries(loadServices()[service].service).map(([name, method]) => {
        expect(method.requestStream, name).to.equal(false);
        return [name, method.responseStream ? "serverStream" : "unary"] as const;
      });
      expect(Object.fromEntries(loaded)).to.deep.equal(table);
    });
  });
}

describe("the message types", () => {
  it("are exported for every message of the .proto files, to write and to read", async () => {
    const texts = await Promise.all(
      ["common", "federation", "administration"].map((name) => source(`tributary/v1/${name}.proto`)),
    );
    const declared = texts.flatMap((text) =>
      [...text.matchAll(/^message (\w+)/gm)].map(([, name = ""]) => name),
    );
    const index = await source("src/messages/index.ts");
    const exported = [...index.matchAll(/export type \{([^}]*)\}/g)].flatMap(([, names = ""]) =>
      names
        .split(",")
        .map((name) => name.trim())
        .filter((name) => name !== ""),
    );
    expect(exported.toSorted()).to.deep.equal(
      declared.flatMap((name) => [name, `${name}__Output`]).toSorted(),
    );
  });
});
