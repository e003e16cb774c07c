import { joinPage } from "./join-page.ts";

joinPage();
// The module that any page may load: it defines the participant's element, here as elsewhere.
await import(/* @vite-ignore */ new URL("/client/v1.js", location.origin).href);
