import type { ClientEvent } from "@tributary/training";

import { bytes } from "./quantities.ts";

const barWidth = 16;

interface Job {
  readonly name: string;
  readonly done: number;
  readonly total: number;
  readonly rate: (perSecond: number) => string;
}

/** The line that is redrawn while something is under way; tells rate and time left once there is something to tell them from. */
export interface Progress {
  /** The line for an event, undefined if it is no progress. */
  line(event: ClientEvent, nowMs: number): string | undefined;
}

export function createProgress(): Progress {
  let current: { readonly name: string; readonly sinceMs: number; readonly from: number } | undefined;
  return {
    line(event, nowMs) {
      const job = jobOf(event);
      if (job === undefined) {
        current = undefined;
        return undefined;
      }
      if (current?.name !== job.name) current = { name: job.name, sinceMs: nowMs, from: job.done };
      const seconds = (nowMs - current.sinceMs) / 1000;
      const perSecond = seconds > 0.2 ? (job.done - current.from) / seconds : 0;
      const share = job.total === 0 ? 1 : job.done / job.total;
      const filled = Math.round(barWidth * share);
      const bar = "#".repeat(filled) + "-".repeat(barWidth - filled);
      const speed =
        perSecond > 0 ? ` ${job.rate(perSecond)}, ${timeLeft((job.total - job.done) / perSecond)} left` : "";
      return `${job.name} [${bar}] ${Math.floor(100 * share)} %${speed}`;
    },
  };
}

function jobOf(event: ClientEvent): Job | undefined {
  const bytesPerSecond = (rate: number): string => `${bytes(Math.round(rate))}/s`;
  switch (event.kind) {
    case "downloading":
      return {
        name: `Downloading the ${event.blob}`,
        done: event.receivedBytes,
        total: event.totalBytes,
        rate: bytesPerSecond,
      };
    case "uploading":
      return {
        name: `Round ${event.round}: uploading`,
        done: event.sentBytes,
        total: event.totalBytes,
        rate: bytesPerSecond,
      };
    case "training": {
      const { step, steps, loss } = event.progress;
      return {
        name: `Round ${event.round}: training`,
        done: step,
        total: steps,
        rate: (rate) => `loss ${loss.toFixed(3)}, ${rate.toFixed(rate < 10 ? 1 : 0)} steps/s`,
      };
    }
    default:
      return undefined;
  }
}

function timeLeft(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
