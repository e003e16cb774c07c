// What a page and the Worker that takes part say to each other. Each order has a number, under which it is answered.
import type { Example } from "@tributary/core/participant";
import type { DataFormat } from "@tributary/core/records";

import type {
  ClientEvent,
  DataPreview,
  Guess,
  PlacedFile,
  TaskDescription,
  WebInput,
  WebJoinOptions,
  WebJoinResult,
} from "./session.ts";

/** A person's data on their way into the Worker: files travel as references, not as bytes. */
export type SentData =
  | { readonly kind: "files"; readonly files: readonly PlacedFile[] }
  | { readonly kind: "examples"; readonly examples: readonly Example[] };

/** What each order carries, and what it is answered with. */
export interface Orders {
  readonly open: {
    readonly order: {
      readonly origin: string;
      readonly task: string | undefined;
      readonly fingerprint: string | undefined;
    };
    readonly answer: TaskDescription;
  };
  readonly preview: {
    readonly order: { readonly data: SentData; readonly format: DataFormat };
    readonly answer: DataPreview;
  };
  readonly join: {
    readonly order: {
      readonly data: SentData;
      readonly options: Omit<WebJoinOptions, "onEvent" | "signal">;
    };
    readonly answer: WebJoinResult;
  };
  readonly predict: {
    readonly order: { readonly input: WebInput; readonly which: "base" | "latest" };
    readonly answer: Guess;
  };
}

export type OrderKind = keyof Orders;

/** From the page to the Worker. */
export type ToWorker =
  | {
      readonly [Kind in OrderKind]: { readonly kind: Kind; readonly id: number } & Orders[Kind]["order"];
    }[OrderKind]
  /** The order of that number is to end. */
  | { readonly kind: "stop"; readonly id: number };

/** A failure on its way: an Error would lose its name. */
export interface SentError {
  /** Whether a person can mend it. */
  readonly user: boolean;
  readonly message: string;
}

/** The request with which a page that is closed gives its place back: signed beforehand, since there is no time then. */
export interface Parting {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** From the Worker to the page. */
export type FromWorker =
  | {
      readonly [Kind in OrderKind]: {
        readonly kind: "answer";
        readonly to: Kind;
        readonly id: number;
        readonly value: Orders[Kind]["answer"];
      };
    }[OrderKind]
  | { readonly kind: "failure"; readonly id: number; readonly error: SentError }
  | { readonly kind: "event"; readonly id: number; readonly event: ClientEvent }
  | { readonly kind: "parting"; readonly parting: Parting | undefined };
