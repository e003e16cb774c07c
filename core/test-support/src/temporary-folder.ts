import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Called in the body of a `describe`: every test gets an empty folder of its own, which is deleted after it.
 * Answers a function that gives the running test its folder.
 */
export function temporaryFolder(): () => string {
  let folder: string | undefined;
  beforeEach("make a temporary folder", async () => {
    folder = await mkdtemp(join(tmpdir(), "tributary-test-"));
  });
  afterEach("delete the temporary folder", async () => {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    folder = undefined;
  });
  return () => {
    if (folder === undefined) throw new Error("A temporary folder exists only while a test runs.");
    return folder;
  };
}
