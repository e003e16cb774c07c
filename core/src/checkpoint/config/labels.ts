/**
 * The labels that config.json names, in the order of the model's outputs; undefined if it names none, or none but the
 * LABEL_0, LABEL_1 that transformers makes up.
 */
export function labelsOf(config: Readonly<Record<string, unknown>>): readonly string[] | undefined {
  const named = config["id2label"];
  if (typeof named !== "object" || named === null || Array.isArray(named)) return undefined;
  const labels: string[] = [];
  for (const [id, label] of Object.entries(named)) {
    const index = Number(id);
    if (!Number.isSafeInteger(index) || typeof label !== "string" || label === "") return undefined;
    labels[index] = label;
  }
  // Fewer entries than the last index says: a hole.
  if (labels.length < 2 || Object.keys(named).length !== labels.length) return undefined;
  if (new Set(labels).size !== labels.length) return undefined;
  return labels.every((label, index) => label === `LABEL_${index}`) ? undefined : labels;
}
