import { fileURLToPath } from "node:url";

/** The absolute path of the checkout that these tests were built in, without a slash at its end. */
export const repositoryRoot: string = fileURLToPath(new URL("../../../..", import.meta.url)).replace(
  /\/$/,
  "",
);
