import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { expect } from "chai";
import fc from "fast-check";
import protobuf from "protobufjs";

import { administrationCodec, federationCodec } from "../src/codec/index.ts";
import type { MethodCodec } from "../src/codec/index.ts";
import { loadServices } from "../src/loader/index.ts";
import { administrationMethods, federationMethods } from "../src/methods/index.ts";

type AnyCodec = MethodCodec<unknown, unknown, unknown, unknown>;

interface LoadedMethod {
  readonly requestType: { readonly type: { readonly name: string } };
  readonly responseType: { readonly type: { readonly name: string } };
  requestSerialize(message: unknown): Buffer;
  requestDeserialize(bytes: Buffer): unknown;
  responseSerialize(message: unknown): Buffer;
  responseDeserialize(bytes: Buffer): unknown;
}

const root = fileURLToPath(new URL("../../", import.meta.url));

const services = [
  { service: "Federation", file: "federation", codec: federationCodec, table: federationMethods },
  {
    service: "Administration",
    file: "administration",
    codec: administrationCodec,
    table: administrationMethods,
  },
] as const;

const values: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  string: fc.string({ unit: "binary" }),
  bytes: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  uint32: fc.nat({ max: 2 ** 32 - 1 }),
  double: fc.double({ noNaN: true }),
  bool: fc.boolean(),
};

/** Messages as callers write them: any field may be left out, and of a oneof one is there at most. */
function messages(type: protobuf.Type, depth = 0): fc.Arbitrary<object> {
  const fields = type.fieldsArray.map((field) => {
    field.resolve();
    const one = field.resolvedType instanceof protobuf.Type ? undefined : values[field.type];
    const value = one ?? (depth > 3 ? fc.constant({}) : messages(nested(field), depth + 1));
    return [field.name, field.repeated ? fc.array(value, { maxLength: 3 }) : value] as const;
  });
  const chosen = fc.record(
    Object.fromEntries(type.oneofsArray.map(({ name, oneof }) => [name, fc.constantFrom(...oneof)])),
  );
  return fc
    .tuple(fc.record(Object.fromEntries(fields), { requiredKeys: [] }), chosen)
    .map(([message, arms]) => {
      const ofAnotherArm = (name: string): boolean =>
        type.oneofsArray.some((oneof) => oneof.oneof.includes(name) && arms[oneof.name] !== name);
      return Object.fromEntries(Object.entries(message).filter(([name]) => !ofAnotherArm(name)));
    });
}

function nested(field: protobuf.Field): protobuf.Type {
  if (field.resolvedType instanceof protobuf.Type) return field.resolvedType;
  throw new Error(`${field.fullName} is of type ${field.type}, of which this test knows no values`);
}

for (const { service, file, codec, table } of services) {
  describe(`the browser's codec of ${service}`, () => {
    const definitions = new protobuf.Root();
    definitions.resolvePath = (_origin, target) => `${root}${target}`;
    definitions.loadSync(`tributary/v1/${file}.proto`);
    const codecs = codec as unknown as Readonly<Record<string, AnyCodec>>;
    const loaded = loadServices()[service].service as unknown as Readonly<Record<string, LoadedMethod>>;

    it("has the methods of the table", () => {
      expect(Object.keys(codecs)).to.deep.equal(Object.keys(table));
    });

    for (const [name, method] of Object.entries(loaded)) {
      const own = codecs[name];
      if (own === undefined) continue;
      it(`makes of ${name}'s messages the bytes and the objects that the loader makes`, () => {
        fc.assert(
          fc.property(messages(definitions.lookupType(method.requestType.type.name)), (message) => {
            const bytes = method.requestSerialize(message);
            expect(Buffer.from(own.encodeRequest(message))).to.deep.equal(bytes);
            expect(own.decodeRequest(bytes)).to.deep.equal(method.requestDeserialize(bytes));
          }),
          { numRuns: 20 },
        );
        fc.assert(
          fc.property(messages(definitions.lookupType(method.responseType.type.name)), (message) => {
            const bytes = method.responseSerialize(message);
            expect(Buffer.from(own.encodeResponse(message))).to.deep.equal(bytes);
            expect(own.decodeResponse(bytes)).to.deep.equal(method.responseDeserialize(bytes));
          }),
          { numRuns: 20 },
        );
      });
    }
  });
}

describe("the browser's codec", () => {
  it("hands out views of what it was given, not copies", () => {
    const bytes = Uint8Array.from(federationCodec.PutChunk.encodeRequest({ data: Uint8Array.of(1, 2, 3) }));
    const { data } = federationCodec.PutChunk.decodeRequest(bytes);
    expect(data.buffer).to.equal(bytes.buffer);
  });

  it("refuses bytes that are no such message", () => {
    expect(() => federationCodec.GetTask.decodeResponse(Uint8Array.of(0x0a, 0xff, 0x01, 0x00))).to.throw();
  });

  it("works where code may not be made of strings, as under a strict Content-Security-Policy", async () => {
    const script = [
      'import { federationCodec as codec } from "@tributary/proto/codec";',
      'const bytes = codec.GetTask.encodeRequest({ taskId: "digits", protocolVersion: 1 });',
      "process.stdout.write(JSON.stringify(codec.GetTask.decodeRequest(bytes)));",
    ];
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["--disallow-code-generation-from-strings", "--input-type=module", "--eval", script.join("\n")],
      { cwd: root },
    );
    expect(JSON.parse(stdout)).to.deep.equal({ taskId: "digits", protocolVersion: 1 });
  });
});
