#!/usr/bin/env node
import type { Output } from "./cli/reporters.ts";
import { run } from "./cli/run.ts";

const controller = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const) {
  process.on(name, () => {
    // A second signal does not wait for the place to be given back.
    if (controller.signal.aborted) process.exit(1);
    controller.abort(new Error(`stopped by ${name}`));
  });
}

// Whoever read our output has gone (as `head` does): there is nobody left to tell.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

function outputOf(stream: NodeJS.WriteStream): Output {
  return {
    write: (text) => void stream.write(text),
    isTerminal: stream.isTTY,
    get columns() {
      return stream.columns ?? 80;
    },
  };
}

const surroundings = {
  stdout: outputOf(process.stdout),
  stderr: outputOf(process.stderr),
  nowMs: () => performance.now(),
};
process.exitCode = await run(process.argv.slice(2), surroundings, controller.signal);
