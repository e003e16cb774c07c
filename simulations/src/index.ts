export * from "./digits/index.ts";
export * from "./partition/index.ts";
