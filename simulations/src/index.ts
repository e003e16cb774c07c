export * from "./digits/index.ts";
