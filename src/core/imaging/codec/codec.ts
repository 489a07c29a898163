/** What the program asks of an image library: JPEG files made out of a JPEG file. */

/** Pixels. */
export interface Size {
  width: number;
  height: number;
}

/** A part of a picture, in pixels from its upper left corner. */
export interface Rectangle extends Size {
  left: number;
  top: number;
}

/** One file to make out of a picture: the whole is scaled first, then cut. Colours become sRGB. */
export interface Output {
  /** Given back with the file. */
  name: string;
  /** The size that the whole picture is scaled to, in pixels, ignoring its aspect ratio; not scaled if left out. */
  scaledTo?: Size;
  /** The part of the scaled picture to keep; all of it when left out. */
  cut?: Rectangle;
  /** JPEG when left out. */
  format?: "jpeg" | "webp";
  /** Quality of the format, 1 to 100. */
  quality: number;
  /** Copies the EXIF block of the picture into a JPEG; otherwise the file has no metadata. */
  keepsExif?: boolean;
}

/** What to do with one picture. */
export interface RenderRequest {
  /** Larger pictures are refused before any pixel is decoded. */
  maxPixels: number;
  /** Says what to make of a picture of this size (EXIF orientation applied). */
  plan(size: Size): Output[];
  /** Takes each file when it is made; the next one is made afterwards. */
  write(name: string, content: Uint8Array): Promise<void>;
}

/** An image library behind one name. All its work happens off the event loop. */
export interface PictureCodec extends AsyncDisposable {
  readonly name: "sharp" | "wasm-vips";

  /**
   * Makes files out of a JPEG picture, with its EXIF orientation applied.
   * @param source the whole file; it is only read
   * @returns the size of the picture, orientation applied
   * @throws CodecError when this is no JPEG, is broken or truncated where its pixels were needed, or has too many pixels
   */
  render(source: Uint8Array, request: RenderRequest): Promise<Size>;
}

/** The picture cannot be read. Trying again will not help. */
export class CodecError extends Error {
  override name = "CodecError";
}

/** @throws CodecError unless the file starts as a JPEG does (SOI and another marker); image libraries would guess on */
export function refuseOtherFormats(source: Uint8Array): void {
  if (source[0] !== 0xff || source[1] !== 0xd8 || source[2] !== 0xff) throw new CodecError("The file is not a JPEG");
}

/** @throws CodecError when the picture has more pixels than allowed */
export function refuseTooManyPixels({ width, height }: Size, maxPixels: number): void {
  if (width * height <= maxPixels) return;
  throw new CodecError(`The picture has ${width * height} pixels (${width} x ${height}), more than ${maxPixels}`);
}
