import type { Page } from "playwright-core";

import type { ClientEvent, WebJoinOptions, WebJoinResult } from "@tributary/client-web";

import type { Rows } from "./federation.ts";

/** A page that takes part. */
export interface Tab {
  readonly page: Page;
  /** What it was told so far. */
  events(): Promise<readonly ClientEvent[]>;
  /** Resolves with the first event that the page's own code finds to be the one. */
  event(kind: ClientEvent["kind"], round?: number): Promise<ClientEvent>;
  /** How taking part ended; the message of what it failed with. */
  result(): Promise<WebJoinResult | { readonly failure: string }>;
  stop(): Promise<void>;
}

/** What the tests leave on a page's global. */
interface TestPage {
  readonly client: typeof import("@tributary/client-web");
  tributary: {
    events: ClientEvent[];
    waiting: (() => void)[];
    stop: AbortController;
    result: Promise<WebJoinResult | { readonly failure: string }>;
  };
}

/** Has a page take part with examples of numbers, by the module that a coordinator serves. */
export async function takePart(
  page: Page,
  rows: Rows,
  options: Omit<WebJoinOptions, "onEvent" | "signal"> & { readonly coordinator?: string } = {},
): Promise<Tab> {
  await page.waitForFunction(() => "client" in globalThis);
  await page.evaluate(
    ({ rows, options }) => {
      const { client } = globalThis as unknown as TestPage;
      const state: TestPage["tributary"] = {
        events: [],
        waiting: [],
        stop: new AbortController(),
        result: Promise.resolve({ failure: "" }),
      };
      (globalThis as unknown as TestPage).tributary = state;
      state.result = client
        .joinFederation({
          ...options,
          data: rows.values.map((row, i) => ({ values: Float32Array.from(row), label: rows.labels[i] ?? 0 })),
          signal: state.stop.signal,
          onEvent(event) {
            state.events.push(event);
            for (const wake of state.waiting.splice(0)) wake();
          },
        })
        .catch((error: unknown) => ({ failure: String(error) }));
    },
    { rows, options },
  );
  return {
    page,
    events: () => page.evaluate(() => (globalThis as unknown as TestPage).tributary.events),
    event: (kind, round) =>
      page.evaluate(
        async ({ kind, round }) => {
          const { tributary: state } = globalThis as unknown as TestPage;
          const ended = state.result.then((result) => {
            throw new Error(`taking part ended before an event "${kind}": ${JSON.stringify(result)}`);
          });
          for (;;) {
            const found = state.events.find(
              (event) =>
                event.kind === kind && (round === undefined || ("round" in event && event.round === round)),
            );
            if (found !== undefined) return found;
            await Promise.race([new Promise<void>((wake) => state.waiting.push(wake)), ended]);
          }
        },
        { kind, round },
      ),
    result: () => page.evaluate(() => (globalThis as unknown as TestPage).tributary.result),
    stop: () => page.evaluate(() => (globalThis as unknown as TestPage).tributary.stop.abort()),
  };
}
