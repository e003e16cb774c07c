/** Whether an `If-None-Match` header names a tag (RFC 9110, section 13.1.2). */
export function namesTag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(",").some((each) => each.trim().replace(/^W\//, "") === etag || each.trim() === "*");
}
