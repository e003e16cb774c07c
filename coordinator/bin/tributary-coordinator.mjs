#!/usr/bin/env node
// A file of its own, so that the command has its executable bit in a checkout that has not been built yet.
await import("../dist/src/main.js");
