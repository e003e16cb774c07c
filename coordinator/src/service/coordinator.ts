import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import type { MemberRoster, Primitives } from "@tributary/core/identity";
import { fingerprintOf, requireSoundPrimitives, signerFromSeed } from "@tributary/core/identity";
import type { Plan } from "@tributary/core/plan";
import { localMasks } from "@tributary/core/secagg";
import type { MaskPort } from "@tributary/core/secagg";
import { membershipOf } from "@tributary/core/secagg";
import type { ClientId, Clock, Digest, Random, TaskId } from "@tributary/core/support";
import { equalBytes, lengthPrefixed, toHex, utf8 } from "@tributary/core/support";
import type { Handlers } from "@tributary/core/wire";
import {
  errorCode,
  openBlobFolder,
  readOrCreateIdentityFile,
  storageError,
  writeFileDurably,
} from "@tributary/node-platform";
import type { BlobFolder } from "@tributary/node-platform";
import type { AdministrationMethods, FederationMethods } from "@tributary/proto/methods";

import { openSpoolFile } from "../aggregation/index.ts";
import type { OpenSpoolFile } from "../aggregation/index.ts";
import type { Journal } from "../journal/index.ts";
import type { RosterFile } from "../roster/index.ts";
import type { CoordinatorState } from "../round/index.ts";
import { administrationHandlers } from "./administration.ts";
import { attemptFolders } from "./attempt-folder.ts";
import { attemptSums } from "./attempt-sums.ts";
import { blobAccess } from "./blob-access.ts";
import type { BlobAccess } from "./blob-access.ts";
import { openBlobUploads } from "./blob-uploads.ts";
import { startConductor } from "./conductor.ts";
import type { BaseModel } from "./base-model.ts";
import { createTask } from "./create-task.ts";

import { openChronicle } from "./chronicle.ts";
import { downloadMeter } from "./download-meter.ts";
import { createChallenges } from "./enrolment.ts";
import { waking } from "./exchange-conductor.ts";
import { attemptExchanges } from "./exchanges.ts";
import { federationHandlers } from "./federation.ts";
import { createFeed, createHints } from "./hints.ts";
import { openLedger } from "./ledger.ts";
import type { Change } from "./ledger.ts";
import { rosterInForce } from "./membership.ts";
import { lastSignOfLife, leaveSignsOfLife } from "./sign-of-life.ts";
import { runningKeys, termsCache } from "./workshop.ts";
import type { FindStrategy, TermsCache, Trouble } from "./workshop.ts";

export interface CoordinatorOptions {
  /** Folder of blobs, attempts and the coordinator's identity; made if need be. */
  readonly dataDir: string;
  /** The coordinator closes it. */
  readonly journal: Journal;
  readonly clock: Clock;
  readonly random: Random;
  readonly primitives: Primitives;
  readonly findStrategy: FindStrategy;
  /** Expands the masks that are taken off a sum; default: on this thread. */
  readonly masks?: MaskPort;
  /** So many clients may enrol; default: 100,000. */
  readonly maxClients?: number;
  /** Who may take part, from now on; kept in the data folder, whose own holds where none is given. */
  readonly roster?: RosterFile | undefined;
  /** Whether a page of this coordinator's own, in a browser on this machine, may operate it without the token; default: no. */
  readonly trustOwnPage?: boolean;
  /** How spool files are opened; default: on the disk. */
  readonly openFile?: OpenSpoolFile;
  /** Told of each change once it is durable. */
  readonly onChange?: (change: Change) => void;
  readonly onTrouble?: (trouble: Trouble) => void;
}

/** A running coordinator, free of any transport. */
export interface Coordinator {
  readonly federation: Handlers<FederationMethods>;
  readonly administration: Handlers<AdministrationMethods>;
  /** What clients pin. */
  readonly fingerprint: Digest;
  /** Who may take part; undefined: anyone. */
  readonly members: MemberRoster | undefined;
  readonly blobs: BlobFolder;
  /** The operator's token, if this start has made it. */
  readonly newToken: string | undefined;
  /** Whether a token is the operator's. */
  readonly isOperator: (token: string | undefined) => boolean;
  readonly openBlob: BlobAccess;
  /** What is durable at this moment. */
  readonly state: CoordinatorState;
  /** See createTask of this folder. */
  createTask(plan: Plan, base: BaseModel, onNote?: (note: string) => void): Promise<TaskId>;
  /** Ends streams, lets what is in progress end, and closes the journal. May be called twice. */
  close(): Promise<void>;
}

/**
 * Opens a coordinator on a data folder, where a former process left it; not if the strategy of a task that has not ended
 * is nowhere to be found.
 * @throws UserError, JournalDamaged, StorageError
 */
export async function openCoordinator(options: CoordinatorOptions): Promise<Coordinator> {
  try {
    return await openOnJournal(options);
  } catch (error) {
    // Nobody else gives its lock back. What kept the coordinator from opening is what there is to tell.
    await options.journal.close().catch(() => undefined);
    throw error;
  }
}

async function openOnJournal(options: CoordinatorOptions): Promise<Coordinator> {
  const { dataDir, journal, clock, random, primitives, findStrategy } = options;
  await requireSoundPrimitives(primitives);
  const openFile = options.openFile ?? openSpoolFile;
  const onTrouble = options.onTrouble ?? (() => undefined);
  const { seed } = await readOrCreateIdentityFile(join(dataDir, "identity.json"), random);
  const signer = signerFromSeed(seed, primitives);
  const { token: operatorToken, made } = await readOrCreateToken(join(dataDir, "operator-token"), random);
  const blobs = await openBlobFolder(join(dataDir, "blobs"));
  const blobUploads = await openBlobUploads(join(dataDir, "incoming"), blobs, openFile);
  const folders = attemptFolders(join(dataDir, "attempts"), random);
  const ledger = await openLedger(journal, clock, (error) =>
    onTrouble({ doing: "save a snapshot of the journal", task: undefined, error, retried: false }),
  );
  if (options.onChange !== undefined) ledger.onChange(options.onChange);
  const chronicle = await openChronicle(journal);
  ledger.onChange(({ events }) => chronicle.note(events));
  const terms = termsCache(blobs);
  const rosterPath = join(dataDir, "roster.json");
  const roster = await rosterInForce(rosterPath, options.roster, { signer, primitives, clock });
  await findStrategies(ledger.state, terms, findStrategy);
  await ledger.execute({ kind: "restarted", aliveMs: await lastSignOfLife(dataDir) });
  await folders.deleteAllBut(runningKeys(ledger.state));

  const signs = leaveSignsOfLife(dataDir, clock);
  const changes = waking();
  const workshop = {
    ledger,
    blobs,
    folders,
    clock,
    random,
    primitives,
    masks: options.masks ?? localMasks(primitives),
    signer,
    members: roster?.roster,
    openFile,
    findStrategy,
    terms,
    onTrouble,
  };
  const sums = attemptSums(workshop);
  const exchanges = attemptExchanges(workshop, changes.wake);
  const meter = downloadMeter();
  const hints = createHints(ledger);
  const feed = createFeed(ledger);
  const conductor = startConductor(workshop, sums, exchanges, meter, changes);
  const challengeSecret = primitives.sha256(lengthPrefixed(utf8("tributary/v1 challenge secret"), seed));
  const desk = {
    ...workshop,
    sums,
    exchanges,
    membership: membershipOf(roster?.roster),
    meter,
    hints,
    engines: new Map<ClientId, string>(),
    challenges: createChallenges(challengeSecret, random),
    signedRoster: roster?.document,
    maxClients: options.maxClients ?? 100_000,
  };
  const operatorTokenHash = primitives.sha256(utf8(operatorToken));
  const isOperator = (token: string | undefined): boolean =>
    equalBytes(primitives.sha256(utf8(token ?? "")), operatorTokenHash);
  const office = {
    ...desk,
    isOperator,
    trustOwnPage: options.trustOwnPage ?? false,
    blobUploads,
    feed,
    chronicle,
  };
  let closing: Promise<void> | undefined;

  async function close(): Promise<void> {
    hints.close();
    feed.close();
    await conductor.close();
    await exchanges.close();
    await sums.close();
    await ledger.close();
    await journal.close();
    await signs.close();
  }

  return {
    federation: federationHandlers(desk),
    administration: administrationHandlers(office),
    fingerprint: fingerprintOf(signer.publicKey, primitives),
    members: roster?.roster,
    blobs,
    newToken: made ? operatorToken : undefined,
    isOperator,
    openBlob: blobAccess(desk, isOperator),
    get state() {
      return ledger.state;
    },
    createTask: (plan, base, onNote) => createTask(workshop, plan, base, onNote),
    close() {
      closing ??= close();
      return closing;
    },
  };
}

/** A task whose strategy is gone would have its clients train for nothing. @throws UserError */
async function findStrategies(
  { tasks }: CoordinatorState,
  terms: TermsCache,
  findStrategy: FindStrategy,
): Promise<void> {
  for (const task of tasks.values()) {
    if (task.status === "completed" || task.status === "failed") continue;
    await findStrategy(await terms.of(task));
  }
}

async function readOrCreateToken(
  path: string,
  random: Random,
): Promise<{ readonly token: string; readonly made: boolean }> {
  try {
    return { token: (await readFile(path, "utf8")).trim(), made: false };
  } catch (error) {
    if (errorCode(error) !== "ENOENT") throw storageError(error, "read", path);
  }
  const token = toHex(random.bytes(32));
  await writeFileDurably(path, `${token}\n`, 0o600);
  return { token, made: true };
}

/** Makes a data folder. @throws StorageError */
export async function makeDataDir(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw storageError(error, "make the data folder", path);
  }
}
