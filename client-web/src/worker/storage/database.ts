import { UserError } from "@tributary/core/support";

/** One for each kind of thing that is kept; a value lies under a text. */
const stores = ["identity", "receipts", "advertised", "kept", "blobs"] as const;

export type Store = (typeof stores)[number];

/** What this origin keeps in IndexedDB. All reject with a UserError if the browser does not let it. */
export interface Database {
  get(store: Store, key: string): Promise<unknown>;
  all(store: Store): Promise<readonly unknown[]>;
  /** On disk when it resolves. */
  put(store: Store, key: string, value: unknown): Promise<void>;
  /** The value that is there, or else `value`, which is then on disk. */
  putIfAbsent(store: Store, key: string, value: unknown): Promise<unknown>;
  remove(store: Store, key: string): Promise<void>;
}

const name = "tributary";
const version = 1;

/** @throws UserError if there is no storage, as in some private windows */
export async function openDatabase(factory: IDBFactory = indexedDB): Promise<Database> {
  const opening = factory.open(name, version);
  opening.addEventListener("upgradeneeded", () => {
    for (const store of stores) opening.result.createObjectStore(store);
  });
  const database = await resultOf(opening);
  // Another tab has a newer release of this page: it is not to wait for this one.
  database.addEventListener("versionchange", () => database.close());

  /** The request's result once its transaction is complete: by then it is on disk, where that was asked for. */
  function transact<Value>(
    store: Store,
    mode: IDBTransactionMode,
    ask: (store: IDBObjectStore) => IDBRequest<Value>,
  ): Promise<Value> {
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(store, mode, {
        durability: mode === "readonly" ? "default" : "strict",
      });
      const request = ask(transaction.objectStore(store));
      transaction.addEventListener("complete", () => resolve(request.result));
      const failed = (): void => reject(storageError(transaction.error ?? request.error));
      transaction.addEventListener("abort", failed);
    });
  }

  const reads = (store: Store, key: string): Promise<unknown> =>
    transact<unknown>(store, "readonly", (kept) => kept.get(key));

  return {
    get: reads,
    all: (store) => transact<unknown[]>(store, "readonly", (kept) => kept.getAll()),
    async put(store, key, value) {
      await transact(store, "readwrite", (kept) => kept.put(value, key));
    },
    async putIfAbsent(store, key, value) {
      const before = await transact<unknown>(store, "readwrite", (kept) => {
        const asked = kept.get(key);
        asked.addEventListener("success", () => {
          if (asked.result === undefined) kept.put(value, key);
        });
        return asked;
      });
      return before ?? value;
    },
    async remove(store, key) {
      await transact(store, "readwrite", (kept) => kept.delete(key));
    },
  };
}

function resultOf<Value>(request: IDBOpenDBRequest & IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(storageError(request.error)));
    request.addEventListener("blocked", () =>
      reject(
        new UserError(
          "Another tab runs an older release of this page; close it, or reload it, and load this one again.",
        ),
      ),
    );
  });
}

function storageError(error: DOMException | null): UserError {
  const why = error === null ? "it gave no reason" : `${error.name}: ${error.message}`;
  return new UserError(
    `This browser cannot keep what taking part needs (${why}). Leave private browsing, allow this site to store data, ` +
      "or make room on the disk; then load the page again.",
    { cause: error },
  );
}
