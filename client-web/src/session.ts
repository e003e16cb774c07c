import type { AgreementInput, Example, TaskStateName } from "@tributary/core/participant";
import type { Plan } from "@tributary/core/plan";
import type { DataFormat } from "@tributary/core/records";
import type { Digest, TaskId } from "@tributary/core/support";
import type { ClientEvent as ClientEventAnywhere, EngineName } from "@tributary/training/web";

export interface OpenOptions {
  /** `http(s)://host:port`, followed by `#` and the coordinator's fingerprint if you were given one. Default: whoever serves the page. */
  readonly coordinator?: string;
  /** Default: the task that is running. */
  readonly task?: string;
  /** The coordinator's fingerprint, if the address does not name it. */
  readonly fingerprint?: string;
  /** Where the Worker's script is. Default: beside this module. */
  readonly workerUrl?: string | URL;
  /** Raise it to give up while it opens. */
  readonly signal?: AbortSignal;
}

/** What a person should know of a task before anything of theirs goes into it; the coordinator's signature was checked. */
export interface TaskDescription {
  readonly task: TaskId;
  readonly title: string;
  readonly state: TaskStateName;
  readonly plan: Plan;
  readonly planDigest: Digest;
  readonly mode: Plan["privacy"]["mode"];
  readonly cohort: Plan["cohort"];
  readonly rounds: Plan["rounds"];
  /** The fingerprint of the coordinator's key. */
  readonly coordinator: Digest;
  /** Whose roster says who may take part; undefined: anyone may. */
  readonly organisation: { readonly name: string; readonly fingerprint: Digest } | undefined;
  /** Of the base model's tensors, as the plan has them; what is downloaded may be half of it. */
  readonly baseBytes: number;
  /** This browser's id in federations of this origin. */
  readonly client: string;
}

/** A file, and where it lies below the folder that was chosen; `cat/1.png` is labelled by its folder. */
export interface PlacedFile {
  readonly path: string;
  readonly file: File;
}

/**
 * A person's own data: files as an `<input>` gives them (their `webkitRelativePath` counts), files with their paths, or
 * examples. They never leave the tab: the Worker reads them.
 */
export type WebData = readonly File[] | readonly PlacedFile[] | readonly Example[];

/** One thing to show a model: a text, an image, or numbers as the plan's input has them. */
export type WebInput = string | Blob | Float32Array;

/** An example for people to look at: its text, or its values as the model is given them. */
export interface Sample {
  readonly label: string | undefined;
  readonly text?: string;
  readonly values?: Float32Array;
}

export interface DataPreview {
  readonly exampleCount: number;
  /** In the plan's order; empty where the plan has no labels. */
  readonly perLabel: readonly { readonly label: string; readonly count: number }[];
  /** A few, from all labels. */
  readonly samples: readonly Sample[];
  /** What a person should mend or know; taking part is possible. */
  readonly warnings: readonly string[];
}

/** Engines that a browser may have. */
export type WebEngineName = Extract<EngineName, "webgpu" | "webgl" | "wasm" | "cpu">;

export interface WebJoinOptions extends AgreementInput {
  /** How files are to be read. */
  readonly format?: DataFormat;
  /** Which engine must be taken. Default: the best there is. */
  readonly engine?: WebEngineName;
  /** Bytes that training may take; a plan that needs more is refused. Default: nobody says. */
  readonly availableBytes?: number;
  /** Bytes after which the oldest downloaded blobs go. Default: 1 GiB. */
  readonly cacheLimitBytes?: number;
  /** Milliseconds without an answer after which to give up. Default: never. */
  readonly giveUpAfterMs?: number;
  readonly onEvent?: (event: ClientEvent) => void;
  /** Raise it to stop: the client gives its place back and the promise resolves with `stopped`. */
  readonly signal?: AbortSignal;
}

/** What happens while taking part: Node's events and one that only browsers have. */
export type ClientEvent =
  | ClientEventAnywhere
  /** Another tab of this browser takes part in the task; this one waits until that one has ended. */
  | { readonly kind: "other-tab" };

export interface WebJoinResult {
  /** `completed` or `failed`: the task; `stopped`: the signal was raised. */
  readonly state: "completed" | "failed" | "stopped";
  /** The task's best model: the trained tensors as safetensors. */
  readonly model: { readonly blob: Blob; readonly digest: Digest; readonly sizeBytes: number } | undefined;
  /** The round that made it; 0: the base. */
  readonly bestRound: number;
  /** Rounds whose sum holds an update of this run. */
  readonly roundsCounted: number;
  readonly reason: string;
}

/** What a model says of an input, in the plan's order of labels. */
export type Guess = readonly { readonly label: string; readonly probability: number }[];

/** One task of one coordinator, at the other end of a Worker. */
export interface FederationSession {
  readonly task: TaskDescription;
  /** Reads data as the plan asks for them. @throws UserError naming file, line and column at fault */
  preview(data: WebData, format?: DataFormat): Promise<DataPreview>;
  /** Takes part until the task is over or the signal is raised; one call at a time. @throws UserError */
  join(data: WebData, options?: WebJoinOptions): Promise<WebJoinResult>;
  /** What a model says: the one that the task began with, or the newest that was committed. @throws UserError */
  predict(input: WebInput, which: "base" | "latest"): Promise<Guess>;
  /** Ends the Worker at once; what runs rejects. To give a place back first, raise the signal of `join`. */
  close(): void;
}
