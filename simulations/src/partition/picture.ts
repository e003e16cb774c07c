import type { Partition } from "./partition.ts";

const heights = " ▁▂▃▄▅▆▇█";

/**
 * Who holds how many of what, as text: a line for each client with a block for each label (its height is the count,
 * full where a client holds most of any label; the least block is never empty unless the count is) and the total.
 */
export function partitionPicture(
  labels: readonly number[],
  names: readonly string[],
  partition: Partition,
): string {
  const counts = partition.map((own) =>
    names.map((_, label) => own.filter((each) => labels[each] === label).length),
  );
  const most = Math.max(1, ...counts.flat());
  const block = (count: number): string => heights.charAt(Math.ceil((8 * count) / most));
  const numbers = partition.map((_, client) => String(client + 1));
  const width = Math.max(6, ...numbers.map((number) => number.length));
  const columns = names.map((name) => Math.max(1, name.length));
  const row = (head: string, cells: readonly string[], total: string): string =>
    `${head.padEnd(width)}  ${cells.map((cell, label) => cell.padStart(columns[label] ?? 1)).join(" ")}  ${total}`;
  return [
    row("client", names, "examples"),
    ...counts.map((own, client) =>
      row(numbers[client] ?? "", own.map(block), String(own.reduce((sum, count) => sum + count, 0))),
    ),
  ].join("\n");
}
