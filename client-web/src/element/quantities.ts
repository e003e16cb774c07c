const units = ["bytes", "kB", "MB", "GB"] as const;

/** Bytes as people say them: `812 bytes`, `23 kB`, `1.4 MB`. */
export function bytes(count: number): string {
  const power = count < 1_000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(count) / 3));
  const value = count / 1_000 ** power;
  return `${power > 0 && value < 10 ? value.toFixed(1) : Math.round(value)} ${units[power] ?? ""}`;
}

/** `1 example`, `3 examples`. */
export function counted(count: number, thing: string, things = `${thing}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? thing : things}`;
}

export function percent(share: number): string {
  return `${Math.round(100 * share)}\u00a0%`;
}

/** A digest as people compare it: groups of four. */
export function grouped(digest: string): string {
  return digest.replaceAll(/(.{4})(?=.)/g, "$1 ");
}
