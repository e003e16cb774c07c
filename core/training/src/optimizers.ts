import type { Plan } from "@tributary/core/plan";

/** What an optimiser remembers between steps: plain data, so that it can be stored and taken up again. */
export interface OptimizerState {
  /** Steps taken. */
  readonly steps: number;
  /** One value per weight and moment; none for sgd, the velocity for momentum, first and second for adamw. */
  readonly moments: readonly Float32Array[];
}

/** Weights and gradients are flat vectors. */
export interface Optimizer {
  init(): OptimizerState;
  /**
   * Takes one step. `weights` and the state's moments are changed in place; the state that comes back replaces the one
   * that went in. `gradient` is only read.
   */
  update(
    state: OptimizerState,
    weights: Float32Array,
    gradient: Float32Array,
    learningRate: number,
  ): OptimizerState;
}

export type OptimizerSettings = Pick<
  Plan["training"],
  "optimizer" | "momentum" | "beta1" | "beta2" | "epsilon" | "weightDecay"
>;

/**
 * The optimiser of a plan. `decays[i]` is 1 where weight decay applies to weight i (all but biases), else 0. The decay is
 * decoupled for each of them: w -= rate * weightDecay * w, beside the step and not through the gradient (Loshchilov
 * and Hutter 2019, algorithms 1 and 2). Each weight is computed in doubles and rounded once.
 */
export function optimizerOf(settings: OptimizerSettings, decays: Uint8Array): Optimizer {
  switch (settings.optimizer) {
    case "sgd":
      return sgd(settings, decays);
    case "momentum":
      return momentum(settings, decays);
    case "adamw":
      return adamw(settings, decays);
    default:
      return settings.optimizer satisfies never;
  }
}

/** w -= rate * g. */
function sgd({ weightDecay }: OptimizerSettings, decays: Uint8Array): Optimizer {
  return {
    init: () => ({ steps: 0, moments: [] }),
    update({ steps }, weights, gradient, learningRate) {
      const decay = learningRate * weightDecay;
      for (let i = 0; i < weights.length; i++) {
        weights[i] = weights[i]! - decay * decays[i]! * weights[i]! - learningRate * gradient[i]!;
      }
      return { steps: steps + 1, moments: [] };
    },
  };
}

/** v = momentum * v + g; w -= rate * v (as PyTorch has it, without dampening). */
function momentum({ momentum, weightDecay }: OptimizerSettings, decays: Uint8Array): Optimizer {
  return {
    init: () => ({ steps: 0, moments: [new Float32Array(decays.length)] }),
    update({ steps, moments }, weights, gradient, learningRate) {
      const velocity = moments[0]!;
      const decay = learningRate * weightDecay;
      for (let i = 0; i < weights.length; i++) {
        const next = momentum * velocity[i]! + gradient[i]!;
        velocity[i] = next;
        weights[i] = weights[i]! - decay * decays[i]! * weights[i]! - learningRate * next;
      }
      return { steps: steps + 1, moments };
    },
  };
}

/**
 * m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2; w -= rate * (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + epsilon)
 * (Kingma and Ba 2015, algorithm 1; decay as Loshchilov and Hutter 2019, algorithm 2).
 */
function adamw({ beta1, beta2, epsilon, weightDecay }: OptimizerSettings, decays: Uint8Array): Optimizer {
  return {
    init: () => ({ steps: 0, moments: [new Float32Array(decays.length), new Float32Array(decays.length)] }),
    update({ steps, moments }, weights, gradient, learningRate) {
      const first = moments[0]!;
      const second = moments[1]!;
      const firstCorrection = 1 - power(beta1, steps + 1);
      const secondCorrection = 1 - power(beta2, steps + 1);
      const decay = learningRate * weightDecay;
      for (let i = 0; i < weights.length; i++) {
        const g = gradient[i]!;
        const m = beta1 * first[i]! + (1 - beta1) * g;
        const v = beta2 * second[i]! + (1 - beta2) * g * g;
        first[i] = m;
        second[i] = v;
        const change = m / firstCorrection / (Math.sqrt(v / secondCorrection) + epsilon);
        weights[i] = weights[i]! - decay * decays[i]! * weights[i]! - learningRate * change;
      }
      return { steps: steps + 1, moments };
    },
  };
}

/** base^exponent by products alone, since engines may differ in the last bit of Math.pow. */
function power(base: number, exponent: number): number {
  let result = 1;
  for (let square = base, rest = exponent; rest > 0; square *= square, rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= square;
  }
  return result;
}

/**
 * Scales a gradient in place so that its L2 norm is at most `largest` (0: no bound), and returns the norm it had.
 * The norm is NaN or infinite if any element is.
 */
export function clipByGlobalNorm(gradient: Float32Array, largest: number): number {
  let squares = 0;
  for (let i = 0; i < gradient.length; i++) squares += gradient[i]! * gradient[i]!;
  const norm = Math.sqrt(squares);
  if (largest > 0 && norm > largest) {
    const scale = largest / norm;
    for (let i = 0; i < gradient.length; i++) gradient[i] = gradient[i]! * scale;
  }
  return norm;
}

/** Adds the gradient of (mu / 2) |w - w_global|^2 in place (FedProx: Li et al. 2020, equation 2). */
export function addProximalTerm(
  gradient: Float32Array,
  mu: number,
  weights: Float32Array,
  global: Float32Array,
): void {
  if (mu === 0) return;
  for (let i = 0; i < gradient.length; i++) gradient[i] = gradient[i]! + mu * (weights[i]! - global[i]!);
}
