/** From `from` up to and without `to`. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/**
 * What a `Range` header asks of so many bytes (RFC 9110, section 14.2): `all` where there is none, or one that may be
 * disregarded, as one of several ranges.
 */
export function rangeOf(header: string | undefined, sizeBytes: number): ByteRange | "all" | "unsatisfiable" {
  const asked = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? "");
  if (asked === null) return "all";
  const [, first = "", last = ""] = asked;
  if (first === "") {
    if (last === "") return "all";
    const from = Math.max(0, sizeBytes - Number(last));
    return from < sizeBytes ? { from, to: sizeBytes } : "unsatisfiable";
  }
  const from = Number(first);
  if (last !== "" && Number(last) < from) return "all";
  if (from >= sizeBytes) return "unsatisfiable";
  return { from, to: last === "" ? sizeBytes : Math.min(Number(last) + 1, sizeBytes) };
}
