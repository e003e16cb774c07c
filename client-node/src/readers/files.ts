import { stat } from "node:fs/promises";
import { join } from "node:path";

import type { DataFiles } from "@tributary/core/data";
import { UserError } from "@tributary/core/support";
import { storageError } from "@tributary/node-platform";

import { readImage } from "./decode-image.ts";
import { entriesOf } from "./folder.ts";
import { readBytes } from "./read-text.ts";

/** The file system. */
export const nodeFiles: DataFiles = {
  async isFolder(path) {
    try {
      return (await stat(path)).isDirectory();
    } catch (error) {
      throw new UserError(storageError(error, "read the data at", path).message, { cause: error });
    }
  },
  entriesOf,
  readBytes,
  readImage,
  join,
};
