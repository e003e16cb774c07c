import type { DigitPicture } from "@tributary/simulations";
import { pictureSide } from "@tributary/simulations";

const blocks = [" ", "▀", "▄", "█"] as const;

/** A picture as eight lines of sixteen characters: two rows of pixels to a line, light where the picture is light. */
export function pictureLines({ pixels }: Pick<DigitPicture, "pixels">): readonly string[] {
  const middle = (Math.min(...pixels) + Math.max(...pixels)) / 2;
  const light = (row: number, column: number): boolean => (pixels[row * pictureSide + column] ?? 0) > middle;
  return Array.from({ length: pictureSide / 2 }, (_, line) =>
    Array.from({ length: pictureSide }, (_, column) => {
      const upper = light(2 * line, column) ? 1 : 0;
      const lower = light(2 * line + 1, column) ? 2 : 0;
      return blocks[upper + lower] ?? " ";
    }).join(""),
  );
}

/** Pictures side by side, each below its captions. */
export function pictureRow(
  pictures: readonly {
    readonly captions: readonly string[];
    readonly picture: Pick<DigitPicture, "pixels">;
  }[],
): string {
  const columns = pictures.map(({ captions, picture }) => [
    ...captions.map((caption) => caption.slice(0, pictureSide).padEnd(pictureSide)),
    ...pictureLines(picture),
  ]);
  const height = Math.max(0, ...columns.map((column) => column.length));
  return Array.from({ length: height }, (_, row) =>
    columns
      .map((column) => column[row] ?? "")
      .join("   ")
      .trimEnd(),
  ).join("\n");
}
