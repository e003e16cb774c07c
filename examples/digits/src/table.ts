import type { Accuracy } from "./figures.ts";

export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** The demo's figures as rows: what is scored, on what, and how much of it is read right. */
export function tableRows(
  accuracy: Accuracy,
): readonly (readonly [model: string, on: string, share: number])[] {
  return [
    ["base model, before", "everybody's hands", accuracy.base],
    ["each client alone (mean of ten)", "everybody's hands", accuracy.localAll],
    ["each client alone (mean of ten)", "its own hand", accuracy.localOwn],
    ["federated", "everybody's hands", accuracy.federated],
    ["all data in one place (the ceiling)", "everybody's hands", accuracy.centralised],
    ["base model, before", "print (what the base knew)", accuracy.basePrint],
    ["federated", "print (what the base knew)", accuracy.kept],
  ];
}

/** The table as text, with a bar for each share. */
export function tableText(accuracy: Accuracy): string {
  const rows = tableRows(accuracy);
  const barWidth = 30;
  const modelWidth = Math.max(...rows.map(([model]) => model.length));
  const onWidth = Math.max(...rows.map(([, on]) => on.length));
  const head = `${"model".padEnd(modelWidth)}  ${"read right, held-out pictures of".padEnd(onWidth)}`;
  const lines = rows.map(([model, on, share]) => {
    const bar = "█".repeat(Math.round(barWidth * share)).padEnd(barWidth, "·");
    return `${model.padEnd(modelWidth)}  ${on.padEnd(onWidth)}  ${percent(share).padStart(7)}  ${bar}`;
  });
  return [head, ...lines].join("\n");
}
