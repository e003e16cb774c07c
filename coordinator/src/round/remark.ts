/** Longest text of a participant's or an operator's that is kept, in UTF-16 code units. */
const longestRemark = 300;

/**
 * A text that may hold anything, as it is recorded, logged and told again: control characters, line separators and
 * lone surrogates become U+FFFD, and what is longer than 300 code units is cut, between two characters, and ends in "…".
 */
export function remark(text: string): string {
  const start = text.slice(0, longestRemark + 1).replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, "\uFFFD");
  if (text.length <= longestRemark) return wellFormed(start);
  const cut = start.slice(0, longestRemark - 1);
  return `${wellFormed(cut.replace(/[\uD800-\uDBFF]$/, ""))}…`;
}

function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, "\uFFFD");
}
