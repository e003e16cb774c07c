import { hostname, userInfo } from "node:os";
import { join } from "node:path";
import { readFile, readdir, writeFile } from "node:fs/promises";

import { expect } from "chai";

import { initialKept, randomBase } from "@tributary/core/model";
import { decodeMeta, parsePayload } from "@tributary/core/ring";
import { updateShape, vectorShape } from "@tributary/core/rounds";
import { addVector, vectorBytes, vectorWords } from "@tributary/core/secagg";
import { loadServices } from "@tributary/proto/loader";
import { temporaryFolder } from "@tributary/test-support";

import { joinFederation } from "../src/index.ts";
import { featurePlan } from "./plans.ts";
import { plainTrainer } from "./plain-trainer.ts";
import type { Received } from "./federation-server.ts";
import { framesOf, recordingProxy } from "./recording-proxy.ts";
import type { RecordingProxy } from "./recording-proxy.ts";
import { scriptedServer } from "./scripted-server.ts";
import { secureServer } from "./secure-server.ts";

/** The fields that docs/protocol.md lists ("Every field a client sends"), by the call. */
const listed: Readonly<Record<string, readonly string[]>> = {
  GetTask: ["taskId", "protocolVersion"],
  Enroll: ["taskId", "publicKey", "challenge", "signature", "kind", "release"],
  CheckIn: ["taskId", "lastRoundSeen", "statement"],
  Watch: ["taskId"],
  GetOutcome: ["key"],
  GetReceipts: ["taskId", "fromRound", "limit"],
  Download: ["taskId", "digest", "offset"],
  UploadStatus: ["key"],
  Ready: ["key", "descriptorDigest", "uploadSizeBytes", "statement", "engine"],
  PutChunk: ["key", "offset", "data"],
  CommitUpload: ["key", "digest", "sizeBytes", "statement"],
  Leave: ["key", "reason", "statement"],
  AdvertiseKeys: ["key", "cipherKey", "maskKey", "signature"],
  GetRoster: ["key"],
  ShareKeys: ["key", "rosterHash", "commitment", "boxes", "signature"],
  GetInbox: ["key"],
  GetSurvivors: ["key"],
  Confirm: ["key", "survivorsHash", "signature"],
  GetConfirmations: ["key"],
  Unmask: ["key", "survivorsHash", "shares", "signature"],
};
const keyFields = ["taskId", "round", "attempt"];
const headers = new Set([
  "authorization",
  "user-agent",
  "grpc-accept-encoding",
  "accept-encoding",
  "grpc-timeout",
]);

// RFC 9113, section 6.
const dataFrame = 0;
const headersFrame = 1;
const controlFrames: Readonly<Record<number, number>> = { 3: 4, 4: 6 * 8, 6: 8, 7: 64, 8: 4 };

const folder = temporaryFolder();
const secret = "Kunigunde Geheimnisvoll";
const numbers = [3.8415926, 2.8182818, 1.5142135, 1.8320508] as const;

/** A file whose every word shows where it leaks. */
async function secretRecords(): Promise<string> {
  const path = join(folder(), "geheim-records.csv");
  const [a, b, c, d] = numbers;
  await writeFile(path, `a,b,${secret}\n${a},${b},yes\n${c},${d},no\n`);
  return path;
}

/** Every message that the coordinator read has listed fields alone, and every header is gRPC's own or the token. */
function expectListedFields(received: readonly Received[]): void {
  for (const { method, request, metadata } of received) {
    expect(Object.keys(request), method).to.have.members(listed[method] ?? []);
    if ("key" in request) expect(Object.keys(request["key"] ?? {})).to.have.members(keyFields);
    for (const name of Object.keys(metadata)) expect(headers, `header ${name} of ${method}`).to.include(name);
  }
  const texts = received.flatMap(({ request }) =>
    Object.values(request).filter((value) => typeof value === "string"),
  );
  expect([...new Set(texts.filter((text) => text !== "" && text !== "cpu"))]).to.have.members([
    "tiny",
    "node",
    "0.1.0",
  ]);
}

/** Every byte on the sockets belongs to one of those messages, as they encode: no field is hidden behind them. */
function expectNothingElse(received: readonly Received[], connections: RecordingProxy["connections"]): void {
  const { service } = loadServices().Federation;
  const expected = received.map(({ method, request }) => {
    const definition = Object.entries(service).find(([name]) => name === method)?.[1];
    if (definition === undefined) throw new Error(`there is no method ${method}`);
    // Bytes that are not there are read as empty; what was read by this definition is written by it again.
    const present = Object.fromEntries(Object.entries(request).filter(([, value]) => !isEmptyBytes(value)));
    return definition.requestSerialize(present).toString("hex");
  });
  const sent: string[] = [];
  for (const connection of connections) {
    const streams = new Map<number, Buffer[]>();
    for (const { type, stream, payload } of framesOf(connection)) {
      if (type === dataFrame) streams.set(stream, [...(streams.get(stream) ?? []), payload]);
      else if (type !== headersFrame)
        expect(payload.length, `frame ${type}`).to.be.at.most(controlFrames[type] ?? -1);
    }
    for (const pieces of streams.values()) {
      const bytes = Buffer.concat(pieces);
      // One message: not compressed, its length, itself.
      expect(bytes.readUInt8(0)).to.equal(0);
      expect(bytes.readUInt32BE(1)).to.equal(bytes.length - 5);
      sent.push(bytes.subarray(5).toString("hex"));
    }
  }
  expect(sent.sort()).to.deep.equal(expected.sort());
}

/** And none of what is on this machine, in any of it. */
function expectNoSecret(everything: Buffer): void {
  for (const needle of [secret, "geheim", "3.8415926", folder(), hostname(), userInfo().username]) {
    // A name of two or three letters comes up by chance among bytes that are keys and masks.
    if (needle.length < 4) continue;
    expect(everything.includes(needle), needle).to.equal(false);
  }
  for (const value of numbers) {
    expect(everything.includes(Buffer.from(Float32Array.of(value).buffer))).to.equal(false);
    expect(everything.includes(Buffer.from(Float64Array.of(value).buffer))).to.equal(false);
  }
}

describe("what leaves the client's process", function () {
  this.timeout(20_000);

  it("is in mode sealed, to the byte, what docs/protocol.md lists", async () => {
    const plan = featurePlan();
    const server = await scriptedServer({ plan, rounds: 2 });
    const proxy = await recordingProxy(await server.listen());
    try {
      const result = await joinFederation({
        coordinator: `http://127.0.0.1:${proxy.port}#${server.fingerprint}`,
        data: await secretRecords(),
        acceptSealed: true,
        trainer: plainTrainer(),
        identity: join(folder(), "identity.json"),
        cacheDir: join(folder(), "cache"),
      });
      expect(result.roundsCounted).to.equal(2);
    } finally {
      proxy.close();
      server.kill();
    }
    expectListedFields(server.received);
    expectNothingElse(server.received, proxy.connections);

    // Under the seal: the tensors that the plan trains, their integers, and the meta lane.
    const shape = updateShape(plan, "train");
    expect(server.payloads).to.have.length(2);
    for (const payload of server.payloads) {
      const parsed = parsePayload(shape, payload);
      if (!parsed.ok) throw new Error(parsed.error.detail);
      const { coordinatesAt, meta } = parsed.value;
      expect(coordinatesAt + 3 * shape.layout.size + 4 * meta.length).to.equal(payload.length);
      expect(decodeMeta(meta, shape.classes)).to.deep.include({
        count: 1,
        exampleCount: 2,
        counts: Uint32Array.of(2, 0, 0, 0),
      });
    }
    expectNoSecret(Buffer.concat([...proxy.connections.flat(), ...server.payloads]));
  });

  it("is nothing of what the plan has each client keep to itself", async () => {
    const own = { model: { family: "mlp", hidden: [5] }, tuning: { method: "full", keep: "head" } };
    const plan = featurePlan(2, own);
    const server = await scriptedServer({ plan, rounds: 2 });
    const proxy = await recordingProxy(await server.listen());
    const cacheDir = join(folder(), "cache");
    try {
      await joinFederation({
        coordinator: `http://127.0.0.1:${proxy.port}#${server.fingerprint}`,
        data: await secretRecords(),
        acceptSealed: true,
        engine: "cpu",
        identity: join(folder(), "identity.json"),
        cacheDir,
      });
    } finally {
      proxy.close();
      server.kill();
    }
    expectListedFields(server.received);
    expectNothingElse(server.received, proxy.connections);

    // The hidden layer travels: 2 x 5 weights and 5 biases. The head, 5 x 2 and 2, is in a file, and differs from what it was.
    const shape = updateShape(plan, "train");
    expect(shape.layout.entries.map(({ name }) => name)).to.deep.equal(["fc1.weight", "fc1.bias"]);
    const [name = ""] = await readdir(join(cacheDir, "kept"));
    const file = await readFile(join(cacheDir, "kept", name));
    const kept = new Float32Array(12);
    new Uint8Array(kept.buffer).set(file.subarray(-48));
    const begun = initialKept(plan, randomBase(plan));
    const everything = Buffer.concat([...proxy.connections.flat(), ...server.payloads]);
    const changes = [...kept].map((weight, index) => Math.fround(weight - (begun[index] ?? 0)));
    // A weight behind a unit that no example wakes stays as it was.
    const trained = changes.filter((change) => change !== 0);
    expect(trained.length).to.be.greaterThan(6);
    for (const value of [...kept, ...trained]) {
      expect(everything.includes(Buffer.from(Float32Array.of(value).buffer))).to.equal(false);
    }
    for (const payload of server.payloads) {
      const parsed = parsePayload(shape, payload);
      if (!parsed.ok) throw new Error(parsed.error.detail);
      const { coordinatesAt, meta } = parsed.value;
      expect(coordinatesAt + 3 * 15 + 4 * meta.length).to.equal(payload.length);
    }
  });

  it("is in mode secure, to the byte, what docs/protocol.md lists; a vector alone says nothing, the sum what is summed", async () => {
    const plan = featurePlan(2, { privacy: { mode: "secure", clip: 100 } });
    const server = await secureServer(plan, 3);
    const proxy = await recordingProxy(await server.listen());
    const data = await secretRecords();
    try {
      const results = await Promise.all(
        ["ann", "bartholomew", "cunegonde"].map((name) =>
          joinFederation({
            coordinator: `http://127.0.0.1:${proxy.port}#${server.fingerprint}`,
            data,
            trainer: plainTrainer(),
            identity: join(folder(), `${name}.json`),
            cacheDir: join(folder(), name),
          }),
        ),
      );
      expect(results.map(({ roundsCounted }) => roundsCounted)).to.deep.equal([1, 1, 1]);
    } finally {
      proxy.close();
      server.kill();
    }
    expectListedFields(server.received);
    expectNothingElse(server.received, proxy.connections);
    expectNoSecret(Buffer.concat(proxy.connections.flat()));

    const shape = vectorShape(plan, "train");
    expect(server.vectors.size).to.equal(3);
    for (const vector of server.vectors.values()) {
      expect(vector.length).to.equal(vectorBytes(shape));
      // Its canaries are not zero and its counts no counts: they are under the mask.
      const words = new Uint32Array(vectorWords(shape));
      addVector(words, vector, shape);
      expect(decodeMeta(words.slice(shape.coordinates), plan.labels.length)).to.equal(undefined);
    }
    const meta = server.sum()?.meta ?? new Uint32Array();
    expect(decodeMeta(meta, plan.labels.length)).to.deep.include({
      count: 3,
      exampleCount: 6,
      counts: Uint32Array.of(6, 0, 0, 0),
    });
  });
});

function isEmptyBytes(value: unknown): boolean {
  return value instanceof Uint8Array && value.length === 0;
}
