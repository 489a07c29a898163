/** Boxes over a picture. */
import { make } from "./page.js";

/** Sizes are noted as stored: a picture may lie on its side. The picture that is shown tells. */
export function uprightSize({ width, height }, image) {
  if (!width || !height) return { width: image.naturalWidth, height: image.naturalHeight };
  const isTurned = (width > height) !== (image.naturalWidth > image.naturalHeight) && width !== height;
  return isTurned ? { width: height, height: width } : { width, height };
}

/** The outline of a part, in shares of the picture. */
export function outline(part, size, title) {
  const element = make("div", { className: `box ${part.kind}`, title });
  place(element, part, size);
  return element;
}

/** Moves an outline to a part; `size` is that of the upright picture, in the same pixels. */
export function place(element, { x, y, width, height }, size) {
  const share = (length, all) => `${100 * length / all}%`;
  element.style.left = share(x, size.width);
  element.style.top = share(y, size.height);
  element.style.width = share(width, size.width);
  element.style.height = share(height, size.height);
}
