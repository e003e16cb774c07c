import { memoryJournal } from "../../src/journal/index.ts";
import { journalContract } from "./contract.ts";

describe("the journal in memory", () => {
  journalContract(async () => {
    const journal = memoryJournal();
    return { journal, reopen: async () => journal };
  }, false);
});
