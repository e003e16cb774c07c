/**
 * The licence that a model card (README.md) states in its front matter, as Hugging Face's hub reads it: the YAML between
 * the first two lines of three dashes. Undefined if it states none.
 */
export function licenceOf(readme: string): string | undefined {
  const front = /^\uFEFF?---\r?\n([^]*?)\r?\n---/.exec(readme)?.[1];
  if (front === undefined) return undefined;
  const field = (name: string): string | undefined =>
    new RegExp(String.raw`^${name}:[ \t]*(["']?)([^"'#\r\n]+?)\1[ \t]*(?:#.*)?$`, "m").exec(front)?.[2];
  const licence = field("license");
  // "other" stands for one that is named beside it.
  return licence === "other" ? (field("license_name") ?? licence) : licence;
}
