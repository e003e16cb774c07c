import type { Chance } from "./chance.ts";
import { wave } from "./chance.ts";
import { forms } from "./forms.ts";
import type { Hand } from "./hands.ts";
import { ink, side } from "./raster.ts";
import type { Point } from "./strokes.ts";

/** A picture of a digit. */
export interface DigitPicture {
  /** 16 x 16 grey values, row by row: 0 dark paper without ink .. 255 full ink (light figures on a dark ground), unless inverted. */
  readonly pixels: Uint8Array;
  /** 0 .. 9 */
  readonly digit: number;
}

/** One digit in somebody's hand. */
export function drawDigit(digit: number, hand: Hand, chance: Chance): DigitPicture {
  const known = forms[digit];
  if (known === undefined) throw new RangeError(`${digit} is not a digit`);
  const habit = chance.happens(hand.whim) ? chance.integer(known.length) : (hand.habits[digit] ?? 0);
  const form = known[habit] ?? known[0];
  const place = placing(hand, chance);
  const pen = Math.max(0.35, hand.penPx + chance.around(hand.stray.penPx));
  const darkness = Math.min(1, hand.ink + chance.around(hand.stray.ink));
  const drawn = ink(
    form.map((stroke) => stroke.map(place)),
    pen,
    hand.softPx,
  );
  const pixels = new Uint8Array(side * side);
  for (let i = 0; i < pixels.length; i++) {
    const grey = hand.paper + (darkness - hand.paper) * drawn[i]! + chance.around(hand.noise);
    const seen = hand.inverted ? 1 - grey : grey;
    pixels[i] = Math.round(255 * Math.min(1, Math.max(0, seen)));
  }
  return { pixels, digit };
}

// From the box in which a form is given to pixels: bend, scale, shear, turn, shift.
function placing(hand: Hand, chance: Chance): (point: Point) => Point {
  const { bend, stray } = hand;
  const slant = hand.slant + chance.around(stray.slant);
  const turn = hand.turn + chance.around(stray.turn);
  const sine = turn - (turn * turn * turn) / 6;
  const cosine = 1 - (turn * turn) / 2;
  const width = hand.width * side * (1 + chance.around(stray.size));
  const height = hand.height * side * (1 + chance.around(stray.size));
  const bendX = bend.amplitude + chance.around(stray.bend);
  const bendY = bend.amplitude + chance.around(stray.bend);
  const phaseX = bend.phaseX + chance.around(0.06);
  const phaseY = bend.phaseY + chance.around(0.06);
  const centreX = side / 2 + chance.around(stray.placePx);
  const centreY = side / 2 + chance.around(stray.placePx);
  return ({ x, y }) => {
    const bentX = (x + bendX * wave(bend.waves * y + phaseX)) * width;
    const bentY = (y + bendY * wave(bend.waves * x + phaseY)) * height;
    const leaning = bentX - slant * bentY;
    return { x: centreX + cosine * leaning - sine * bentY, y: centreY + sine * leaning + cosine * bentY };
  };
}
