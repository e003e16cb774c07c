export { byteTokenizer } from "./byte-tokenizer.ts";
export { createTokenizer } from "./create-tokenizer.ts";
export type { TokenizerFiles } from "./create-tokenizer.ts";
export { encodeSequence } from "./encode-sequence.ts";
export type { EncodedSequence } from "./encode-sequence.ts";
export { partsOfMessages, partsOfPrompt, roles } from "./templates.ts";
export type { Message, PromptAndCompletion, Template } from "./templates.ts";
export type { Frame, Tokenizer } from "./tokenizer.ts";
