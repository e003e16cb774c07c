import type { Rank } from "@tensorflow/tfjs";

import type { TensorFlow } from "../engine/index.ts";

/** Sides of the product that is timed, and operations a second from which the next larger one is worth its time (20 ms at most). */
const sizes = [128, 512];
const longestMs = 20;

/**
 * Floating-point operations a second of the engine's matrix product, by timing one: of 128 x 128, or of 512 x 512 where that
 * takes no longer than a moment.
 */
export async function measureThroughput(tf: TensorFlow, nowMs: () => number): Promise<number> {
  let rate = 0;
  for (const side of sizes) {
    const flops = 2 * side ** 3;
    if (rate > 0 && (1000 * flops) / rate > longestMs) break;
    // The first product of a shape compiles, packs and allocates.
    await timeProduct(tf, side, nowMs);
    const ms = await timeProduct(tf, side, nowMs);
    rate = (1000 * flops) / Math.max(ms, 0.01);
  }
  return rate;
}

async function timeProduct(tf: TensorFlow, side: number, nowMs: () => number): Promise<number> {
  const factor = tf.ones<Rank.R2>([side, side]);
  const begun = nowMs();
  // One number is read back, so that an engine on a GPU is done before the clock is read.
  const one = tf.tidy(() => tf.slice(tf.matMul(factor, factor), [0, 0], [1, 1]));
  await one.data();
  const ms = nowMs() - begun;
  tf.dispose([factor, one]);
  return ms;
}
