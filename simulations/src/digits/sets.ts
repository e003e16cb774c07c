import { seededRandom, utf8 } from "@tributary/core/support";

import { lackedClasses } from "../partition/lacking.ts";

import type { Chance } from "./chance.ts";
import { chance } from "./chance.ts";
import type { DigitPicture } from "./drawing.ts";
import { drawDigit } from "./drawing.ts";
import type { Hand } from "./hands.ts";
import { print, writersHand } from "./hands.ts";

/** Printed digits, each as often as the others (the first `count % 10` once more), in random order; a third on dark paper. */
export function printedDigits(seed: string, count: number): DigitPicture[] {
  const source = stream(seed, "print");
  return shuffledDigits(allDigits, count, source).map((digit) =>
    drawDigit(digit, { ...print, inverted: source.happens(invertedPrint) }, source),
  );
}

/** Somebody with a hand of their own and two sets of pictures: a private one, and one for scoring that no model sees. */
export interface Writer {
  readonly hand: Hand;
  /** Digits that the private pictures show, in order. */
  readonly digits: readonly number[];
  readonly own: readonly DigitPicture[];
  /** All ten digits, also those that the writer's private pictures lack. */
  readonly heldOut: readonly DigitPicture[];
}

export interface WriterOptions {
  readonly writers: number;
  /** Private pictures of each writer, and pictures of each that are held out. */
  readonly own: number;
  readonly heldOut: number;
  /** How many of the ten digits each writer's private pictures lack. */
  readonly lacking: number;
  /** Share of writers whose paper is dark. */
  readonly inverted: number;
  readonly difficulty: number;
}

/** Writers whose data differ from print and from each other's. */
export function handwriting(seed: string, options: WriterOptions): Writer[] {
  const house = stream(seed, "house");
  const missing = lackedClasses(options.writers, allDigits.length, options.lacking, house);
  const dark = new Set(
    house
      .shuffle(Array.from({ length: options.writers }, (_, index) => index))
      .slice(0, Math.round(options.writers * options.inverted)),
  );
  return missing.map((lacks, index) => {
    const name = `writer ${index}`;
    const hand = writersHand(stream(seed, name, "hand"), dark.has(index), options.difficulty);
    const digits = allDigits.filter((digit) => !lacks.has(digit));
    return {
      hand,
      digits,
      own: digitsOf(hand, digits, options.own, stream(seed, name, "own")),
      heldOut: digitsOf(hand, allDigits, options.heldOut, stream(seed, name, "held out")),
    };
  });
}

const invertedPrint = 1 / 3;

const allDigits: readonly number[] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

function stream(seed: string, ...names: readonly string[]): Chance {
  return chance(seededRandom(utf8(seed), "digits", ...names));
}

function digitsOf(hand: Hand, digits: readonly number[], count: number, chance: Chance): DigitPicture[] {
  return shuffledDigits(digits, count, chance).map((digit) => drawDigit(digit, hand, chance));
}

function shuffledDigits(digits: readonly number[], count: number, chance: Chance): number[] {
  return chance.shuffle(Array.from({ length: count }, (_, index) => digits[index % digits.length] ?? 0));
}
