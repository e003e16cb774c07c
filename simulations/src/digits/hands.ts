import type { Chance } from "./chance.ts";
import { forms } from "./forms.ts";

/** How somebody writes: what stays the same from digit to digit, and how much each digit strays from it. */
export interface Hand {
  /** Which form of each digit is this hand's own. */
  readonly habits: readonly number[];
  /** How often it uses another form. */
  readonly whim: number;
  /** Shear: how far the top leans to the right, in heights. */
  readonly slant: number;
  /** Clockwise, in radians (small: sine and cosine are cut after the third power). */
  readonly turn: number;
  /** Width and height of a digit, as shares of the picture's side. */
  readonly width: number;
  readonly height: number;
  /** A sinusoidal warp that belongs to the hand: amplitude in heights, waves per height, phases in turns. */
  readonly bend: {
    readonly amplitude: number;
    readonly waves: number;
    readonly phaseX: number;
    readonly phaseY: number;
  };
  /** Half of the stroke's width, and the width of its edge, in pixels. */
  readonly penPx: number;
  readonly softPx: number;
  /** Darkness of the ink and of bare paper, 0 .. 1. */
  readonly ink: number;
  readonly paper: number;
  /** Standard deviation of each pixel. */
  readonly noise: number;
  /** Whether the paper is dark and the ink light. */
  readonly inverted: boolean;
  /** How much a digit strays, as standard deviations: of its shear, turn, size (relative), place in pixels, pen in pixels, ink, bend. */
  readonly stray: {
    readonly slant: number;
    readonly turn: number;
    readonly size: number;
    readonly placePx: number;
    readonly penPx: number;
    readonly ink: number;
    readonly bend: number;
  };
}

/** Upright and regular, each digit in its first form: what the base model has seen. */
export const print: Hand = {
  habits: forms.map(() => 0),
  whim: 0,
  slant: 0,
  turn: 0,
  width: 0.74,
  height: 0.74,
  bend: { amplitude: 0, waves: 1, phaseX: 0, phaseY: 0 },
  penPx: 0.75,
  softPx: 1,
  ink: 0.95,
  paper: 0,
  noise: 0.03,
  inverted: false,
  stray: { slant: 0.06, turn: 0.05, size: 0.07, placePx: 0.6, penPx: 0.15, ink: 0.05, bend: 0.015 },
};

/** How far a writer's hand may be from print: 0 is nearly print, 1 what the demo uses. */
export function writersHand(chance: Chance, inverted: boolean, difficulty = 1): Hand {
  const far = (deviation: number): number => chance.around(deviation * difficulty);
  return {
    habits: forms.map((known) => chance.integer(known.length)),
    whim: 0.06,
    slant: 0.1 + far(0.26),
    turn: far(0.16),
    width: 0.7 * (1 + far(0.16)),
    height: 0.72 * (1 + far(0.1)),
    bend: {
      amplitude: chance.between(0.02, 0.08) * difficulty,
      waves: chance.between(0.5, 1.3),
      phaseX: chance.between(0, 1),
      phaseY: chance.between(0, 1),
    },
    penPx: chance.between(0.5, 1.15),
    softPx: chance.between(0.8, 1.6),
    ink: chance.between(0.6, 1),
    paper: chance.between(0, 0.12),
    noise: chance.between(0.02, 0.09),
    inverted,
    stray: { slant: 0.08, turn: 0.06, size: 0.08, placePx: 0.7, penPx: 0.12, ink: 0.06, bend: 0.025 },
  };
}
