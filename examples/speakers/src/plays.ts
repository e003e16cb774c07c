/** What one speaker says at a time. */
export interface Speech {
  readonly speaker: string;
  /** Without the speaker's name; lines end with LF. */
  readonly text: string;
}

const heading = /^(\S[^:]*):$/;

/**
 * The speeches of a text of plays, in its order: a blank line, a speaker's name and a colon on a line of its own, then what
 * is said. A line that ends in a colon within a speech is the speaker's own. What stands before the first speaker, and
 * speakers who say nothing, are passed over.
 */
export function readSpeeches(text: string): readonly Speech[] {
  const speeches: Speech[] = [];
  let speaker: string | undefined;
  let said: string[] = [];
  const end = (): void => {
    const own = said.join("\n").trim();
    if (speaker !== undefined && own !== "") speeches.push({ speaker, text: own });
    said = [];
  };
  let fresh = true;
  for (const line of text.replace(/^\uFEFF/, "").split(/\r\n?|\n/)) {
    const name = fresh ? heading.exec(line.trimEnd())?.[1] : undefined;
    if (name !== undefined) {
      end();
      speaker = name;
    } else if (line.trim() !== "") said.push(line.trimEnd());
    fresh = line.trim() === "";
  }
  end();
  return speeches;
}
