/** An object of JSON whose fields nobody has looked at. */
export type Fields = Readonly<Record<string, unknown>>;

export function fieldsIn(value: unknown): Fields | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return Object.fromEntries(Object.entries(value));
}
