/// <reference lib="deno.worker" />
/** The worker of the wasm-vips codec: renders one picture after the other. */
import type Vips from "wasm-vips";
import { type Band, chooseStrategy, cutInside } from "./bands.ts";
import { type Output, refuseTooManyPixels, type Size } from "./codec.ts";
import { uprightExifBlock, withExifBlock } from "./exif_block.ts";
import { loadVips } from "./load_vips.ts";
import type { FromWorker, ToWorker } from "./vips_protocol.ts";

type Image = Vips.Image;

/** A picture whose header was read. */
interface Source {
  file: Uint8Array;
  /** Orientation applied. */
  size: Size;
  /** The stored pixels are not upright. */
  isTurned: boolean;
}

let deliver: (message: ToWorker) => void = () => {};
self.onmessage = ({ data }: MessageEvent<ToWorker>) => deliver(data);

const vips = await loadVips();

for (let message = await ask({ kind: "ready" });;) {
  if (message.kind !== "open") throw new Error(`Not expected between pictures: ${message.kind}`);
  message = await ask(await render(message.file, message.maxPixels));
}

/** Says something and waits for the answer. */
function ask(message: FromWorker, transfer: Transferable[] = []): Promise<ToWorker> {
  return new Promise((resolve) => {
    deliver = resolve;
    self.postMessage(message, transfer);
  });
}

async function render(file: Uint8Array, maxPixels: number): Promise<FromWorker> {
  try {
    const source = readHeader(file);
    refuseTooManyPixels(source.size, maxPixels);
    const answer = await ask({ kind: "size", size: source.size });
    if (answer.kind === "outputs") await renderOutputs(source, answer.outputs);
    return { kind: "done" };
  } catch (error) {
    return { kind: "refused", message: reasonOf(error) };
  }
}

async function renderOutputs(source: Source, outputs: Output[]): Promise<void> {
  const { fromFile, fromPixels } = chooseStrategy(source.size, outputs);
  for (const output of fromFile) {
    using image = load(source, shrinkWhileDecoding(source.size, output.scaledTo ?? source.size));
    await send(source, output, image);
  }
  for (const band of fromPixels) {
    using pixels = decode(source, band);
    for (const output of band.outputs) await send(source, { ...output, cut: cutInside(band, output) }, pixels);
  }
}

async function send(source: Source, output: Output, image: Image): Promise<void> {
  const file = encode(image, output);
  const exif = output.keepsExif && output.format !== "webp" ? uprightExifBlock(source.file) : undefined;
  const content = new Uint8Array(exif ? withExifBlock(file, exif) : file);
  await ask({ kind: "file", name: output.name, content }, [content.buffer]);
}

function encode(image: Image, { scaledTo, cut, quality, format }: Output): Uint8Array {
  using scaled = scaledTo
    ? image.thumbnailImage(scaledTo.width, { height: scaledTo.height, size: "force" })
    : image.copy();
  using shaped = cut ? scaled.crop(cut.left, cut.top, cut.width, cut.height) : scaled.copy();
  if (format === "webp") return shaped.webpsaveBuffer({ Q: quality, keep: "none" });
  return shaped.jpegsaveBuffer({ Q: quality, subsample_mode: "on", keep: "none" });
}

function readHeader(file: Uint8Array): Source {
  using image = vips.Image.jpegloadBuffer(file);
  using upright = image.autorot();
  const orientation = image.getTypeof("orientation") ? image.getInt("orientation") : 1;
  return { file, size: { width: upright.width, height: upright.height }, isTurned: orientation > 1 };
}

/** Opens a picture, upright and in sRGB. Its pixels are decoded when they are needed. */
function load({ file, isTurned }: Source, shrink: number): Image {
  // Upright pictures are read from top to bottom once; turned ones have to be decoded as a whole first.
  const access = isTurned ? "random" : "sequential";
  using image = vips.Image.jpegloadBuffer(file, { access, fail_on: "error", shrink });
  using upright = image.autorot();
  if (upright.getTypeof("icc-profile-data")) return upright.iccTransform("srgb", { embedded: true });
  return upright.colourspace("srgb");
}

function decode(source: Source, { left, top, width, height }: Band): Image {
  using image = load(source, 1);
  using part = image.crop(left, top, width, height);
  return part.copyMemory();
}

/** How much libjpeg may scale down: what remains is still at least as large as wanted. */
function shrinkWhileDecoding(size: Size, wanted: Size): number {
  const factor = Math.min(size.width / wanted.width, size.height / wanted.height);
  return [8, 4, 2].find((shrink) => shrink <= factor) ?? 1;
}

/** What libvips throws has its message, several lines of it, behind the name of its type. */
function reasonOf(error: unknown): string {
  const message: unknown = typeof error === "object" && error !== null && "message" in error ? error.message : error;
  if (!Array.isArray(message)) return String(message);
  return `The picture cannot be read: ${message.slice(1).join(" ").trim().replaceAll("\n", "; ")}`;
}
