/** An image or a row of features. */
export interface NumericExample {
  /** An image as height x width x channels, row by row, or a row of features; scaled as the plan's input says. */
  readonly values: Float32Array;
  /** Index into the plan's labels. */
  readonly label: number;
}

/** A text to be classified. */
export interface TextExample {
  readonly text: string;
  /** Index into the plan's labels. */
  readonly label: number;
}

/** A piece of a text that a language model reads. */
export interface TextPart {
  readonly text: string;
  /** Whether the model is to learn to write it; else it is only read. */
  readonly learned: boolean;
}

/** A text for a language model: its parts one after the other. */
export interface SequenceExample {
  readonly parts: readonly TextPart[];
}

/** One example of a client's own data, of the kind that the plan's input asks for. */
export type Example = NumericExample | TextExample | SequenceExample;
