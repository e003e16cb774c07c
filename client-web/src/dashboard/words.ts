const units = ["B", "kB", "MB", "GB", "TB"] as const;

export function bytes(count: number): string {
  let value = count;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? value : value.toPrecision(3)} ${units[unit] ?? ""}`;
}

/** What nobody reported is below zero. */
export function isKnown(figure: number): boolean {
  return figure >= 0;
}

export function figure(value: number, digits = 4): string {
  return isKnown(value) ? value.toFixed(digits) : "–";
}

export function percent(value: number): string {
  return isKnown(value) ? `${(100 * value).toFixed(1)} %` : "–";
}

export function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 100) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 100) return `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export function time(ms: number): string {
  return new Date(ms).toLocaleTimeString(undefined, {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
}

export function short(id: string): string {
  return id.slice(0, 8);
}

export const phaseWords: Readonly<Record<string, string>> = {
  preparing: "Preparing",
  open: "Training",
  advertising: "Exchanging keys",
  sharing: "Sharing secrets",
  collecting: "Collecting updates",
  confirming: "Confirming survivors",
  unmasking: "Unmasking the sum",
  folding: "Making the model",
};

export const stateWords: Readonly<Record<string, string>> = {
  waiting: "about to begin",
  running: "running",
  paused: "paused",
  completed: "completed",
  failed: "failed",
};
