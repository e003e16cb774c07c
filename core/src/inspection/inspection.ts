/** How a number is spread over the examples. */
export interface Distribution {
  readonly least: number;
  readonly median: number;
  /** 95 of 100 are at most this. */
  readonly percentile95: number;
  readonly greatest: number;
}

/** What a person should know of data before a model is trained on them. */
export interface Inspection {
  readonly exampleCount: number;
  /** In the plan's order; none for a language model. */
  readonly perLabel: readonly { readonly label: string; readonly count: number }[];
  /** Of the texts; absent where examples are numbers. */
  readonly characters?: Distribution;
  /** Of the texts, special ones included; absent without a tokenizer. */
  readonly tokens?: Distribution & {
    /** Examples that have more than the plan's maximumTokens. */
    readonly tooLong: number;
  };
  /** Examples whose input comes earlier with the same label. */
  readonly duplicates: number;
  /** Examples whose input comes with another label as well. */
  readonly contradictions: number;
  /** Examples that say next to nothing: texts of fewer than three different characters, numbers that are all one. */
  readonly nearConstant: number;
  /** Places in which each example has the same number; absent where examples are texts. */
  readonly constantPlaces?: number;
  /** The first examples, each on one line. */
  readonly first: readonly { readonly label: string | undefined; readonly shown: string }[];
  /** Sentences on what may be amiss. */
  readonly warnings: readonly string[];
}
