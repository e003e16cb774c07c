/** 1.5 MiB and the like. */
export function bytes(count: number): string {
  const units = ["KiB", "MiB", "GiB"];
  if (count < 1024) return `${count} B`;
  const power = Math.min(units.length, Math.floor(Math.log2(count) / 10));
  return `${(count / 1024 ** power).toFixed(1)} ${units[power - 1]}`;
}

/** A time that is known by its order alone: 40 s, 3 min, 5 h. */
export function roughly(seconds: number): string {
  if (seconds < 1) return "less than a second";
  if (seconds < 90) return `${Math.round(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}
