/** Colours as videos store them: brightness of each pixel, colour of each four (BT.601, limited range). */

/**
 * @param rgb three bytes a pixel
 * @param rowPixels of each of its rows
 * @param width and `height`: even, at most those of the picture
 */
export function toYuv420(rgb: Uint8Array, rowPixels: number, width: number, height: number): Uint8Array {
  const pixels = width * height;
  const yuv = new Uint8Array(pixels * 1.5);
  for (let row = 0, colour = 0; row < height; row++) {
    for (let column = 0, at = row * rowPixels * 3; column < width; column++, at += 3) {
      const red = rgb[at] ?? 0, green = rgb[at + 1] ?? 0, blue = rgb[at + 2] ?? 0;
      yuv[row * width + column] = (66 * red + 129 * green + 25 * blue + 4224) >> 8;
      if (row % 2 === 0 && column % 2 === 0) {
        yuv[pixels + colour] = (-38 * red - 74 * green + 112 * blue + 32_896) >> 8;
        yuv[pixels * 1.25 + colour] = (112 * red - 94 * green - 18 * blue + 32_896) >> 8;
        colour++;
      }
    }
  }
  return yuv;
}
