/** From text to token ids and back. */
export interface Tokenizer {
  /** One more than the largest id: the rows that an embedding must have. */
  readonly vocabularySize: number;
  /** What fills a batch up; never attended to. */
  readonly padId: number;
  /** What token dropout writes: the mask where there is one, else the token for what is unknown. */
  readonly maskId: number | undefined;
  /** What a language model writes when its text is over. */
  readonly endId: number | undefined;
  /** Tokens that are no text: those below, [CLS], <|im_start|> and the like. */
  readonly specialIds: ReadonlySet<number>;
  /** What stands before and after a text that the model reads, as [CLS] and [SEP]. */
  readonly frame: Frame;
  /**
   * The text's own tokens, without the frame. A special token that the text spells out ("[SEP]") becomes that token, as
   * in Python: it is a property of the data.
   */
  tokenize(text: string): readonly number[];
  /** The text in its frame; what is too long loses its end, never its frame. @throws UserError if nothing but the frame would fit */
  encode(text: string, limits: { readonly maximumTokens: number }): readonly number[];
  /** The text that tokens spell; special ones are left out unless asked for. */
  decode(ids: readonly number[], options?: { readonly special?: boolean }): string;
}

export interface Frame {
  readonly before: readonly number[];
  readonly after: readonly number[];
}
