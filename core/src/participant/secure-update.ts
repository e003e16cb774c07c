import { encodeMeta } from "../ring/index.ts";
import { vectorShape } from "../rounds/index.ts";
import { packVector, vectorWords } from "../secagg/index.ts";
import { encodeUpdate } from "./encode-update.ts";
import type { UpdateContext } from "./encode-update.ts";
import type { Update } from "./state.ts";

/**
 * An update as it is masked in mode `secure`: its packed integers, then the words of its meta lane (secagg/vector.ts).
 * @throws RangeError naming the first element of the delta that is not finite, or if the delta is not of the plan's size.
 */
export function plainVector(update: Update, context: UpdateContext): Uint8Array {
  const shape = vectorShape(context.plan, update.purpose);
  const { integers, meta } = encodeUpdate(update, context);
  if (integers.length !== shape.coordinates) {
    throw new RangeError(`the update has ${integers.length} coordinates, the plan ${shape.coordinates}`);
  }
  const words = new Uint32Array(vectorWords(shape));
  words.set(integers);
  words.set(encodeMeta(meta), shape.coordinates);
  const bytes = packVector(words, shape);
  words.fill(0);
  return bytes;
}
