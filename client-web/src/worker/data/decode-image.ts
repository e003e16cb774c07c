import type { Raster } from "@tributary/core/records";
import { UserError } from "@tributary/core/support";

/** More pixels than any example needs; a small file can claim billions. As in Node. */
const mostPixels = 1 << 26;

/** An image as intensities from 0 (no light) to 1, in colour, laid over black. @throws UserError naming the file */
export async function decodeImage(path: string, image: Blob): Promise<Raster> {
  let bitmap: ImageBitmap;
  try {
    // What a profile or a screen would make of the colours is not what Node reads.
    bitmap = await createImageBitmap(image, { colorSpaceConversion: "none" });
  } catch (error) {
    throw new UserError(`${path} cannot be read as an image; the file may be cut short or damaged.`, {
      cause: error,
    });
  }
  try {
    const { width, height } = bitmap;
    if (width * height > mostPixels)
      throw new UserError(`${path} is ${width} x ${height} pixels; at most ${mostPixels} are read.`);
    const canvas = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    if (canvas === null) throw new Error("a Worker of this browser has no 2d canvas");
    canvas.fillStyle = "black";
    canvas.fillRect(0, 0, width, height);
    canvas.drawImage(bitmap, 0, 0);
    const pixels = canvas.getImageData(0, 0, width, height).data;
    const data = new Float32Array(width * height * 3);
    for (let pixel = 0; pixel < width * height; pixel++) {
      for (let channel = 0; channel < 3; channel++)
        data[3 * pixel + channel] = pixels[4 * pixel + channel]! / 255;
    }
    return { width, height, channels: 3, data };
  } finally {
    bitmap.close();
  }
}
