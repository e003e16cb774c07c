import type { Plan } from "@tributary/core/plan";

/**
 * The factor of the learning rate at each local step, counted from 0. Over the first round(warmup * steps) steps it
 * rises in equal parts, the first of which is not 0, to 1; then it stays (`constant`), falls in equal parts towards 0
 * (`linear`) or along half a cosine (`cosine`). The last step is not 0 either: it would be wasted.
 */
export function scheduleOf(schedule: Plan["training"]["schedule"], steps: number): (step: number) => number {
  const rising = Math.min(Math.round(schedule.warmup * steps), steps - 1);
  const falling = steps - rising;
  return (step) => {
    if (step < rising) return (step + 1) / (rising + 1);
    const done = (step - rising) / falling;
    switch (schedule.kind) {
      case "constant":
        return 1;
      case "linear":
        return 1 - done;
      case "cosine":
        return (1 + Math.cos(Math.PI * done)) / 2;
      default:
        return schedule.kind satisfies never;
    }
  };
}
