import type { ClientId } from "@tributary/core/support";

const bucketCount = 256;
const emptyBucket: ReadonlyMap<ClientId, never> = new Map<ClientId, never>();
const emptyBuckets: readonly ReadonlyMap<ClientId, never>[] = Array.from(
  { length: bucketCount },
  () => emptyBucket,
);

// Ids are hashes, so their first byte spreads them evenly.
const bucketOf = (client: ClientId): number => Number.parseInt(client.slice(0, 2), 16);

/**
 * A map from clients to values that never changes: `with` and `without` return another one that shares all
 * but a 256th of its entries, so that folding an event into a state of 100,000 clients copies some 400 of them.
 * Iteration goes by the first byte of the id, then by the order of insertion.
 */
export class ClientMap<Value> implements Iterable<readonly [ClientId, Value]> {
  readonly size: number;
  private readonly buckets: readonly ReadonlyMap<ClientId, Value>[];

  private constructor(size: number, buckets: readonly ReadonlyMap<ClientId, Value>[]) {
    this.size = size;
    this.buckets = buckets;
  }

  static empty<Value>(): ClientMap<Value> {
    return new ClientMap<Value>(0, emptyBuckets);
  }

  static of<Value>(entries: Iterable<readonly [ClientId, Value]>): ClientMap<Value> {
    const buckets: Map<ClientId, Value>[] = Array.from(
      { length: bucketCount },
      () => new Map<ClientId, Value>(),
    );
    let size = 0;
    for (const [client, value] of entries) {
      const bucket = buckets[bucketOf(client)]!;
      if (!bucket.has(client)) size++;
      bucket.set(client, value);
    }
    return new ClientMap<Value>(size, buckets);
  }

  get(client: ClientId): Value | undefined {
    return this.bucket(client).get(client);
  }

  has(client: ClientId): boolean {
    return this.bucket(client).has(client);
  }

  with(client: ClientId, value: Value): ClientMap<Value> {
    const bucket = new Map(this.bucket(client));
    const size = this.size + (bucket.has(client) ? 0 : 1);
    bucket.set(client, value);
    return new ClientMap<Value>(size, this.buckets.with(bucketOf(client), bucket));
  }

  without(client: ClientId): ClientMap<Value> {
    if (!this.has(client)) return this;
    const bucket = new Map(this.bucket(client));
    bucket.delete(client);
    return new ClientMap<Value>(this.size - 1, this.buckets.with(bucketOf(client), bucket));
  }

  *[Symbol.iterator](): Iterator<readonly [ClientId, Value]> {
    for (const bucket of this.buckets) yield* bucket;
  }

  *keys(): IterableIterator<ClientId> {
    for (const bucket of this.buckets) yield* bucket.keys();
  }

  *values(): IterableIterator<Value> {
    for (const bucket of this.buckets) yield* bucket.values();
  }

  private bucket(client: ClientId): ReadonlyMap<ClientId, Value> {
    return this.buckets[bucketOf(client)]!;
  }
}
