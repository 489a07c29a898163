/// <reference lib="deno.worker" />
/** The worker that finds faces and plates and blurs them. It loads the models once, and ends when it is told to. */
import { join } from "node:path";
import { CodecError } from "../imaging/codec/mod.ts";
import { blurJpeg, InvalidJpegError, mostPixelsOf, readJpegHeader, withMetadataOf } from "../jpeg/mod.ts";
import { loadDecoder, type OpenPicture, type Picture } from "./decode.ts";
import { detectParts, type Models } from "./detect.ts";
import { BlurringUnavailableError, MODEL_FILES, MODELS_FOLDER, readModel } from "./models.ts";
import { asStored } from "./parts.ts";
import type { BlurRequest, FromWorker, ToWorker, WorkerOptions } from "./protocol.ts";
import { loadRuntime, type Runtime } from "./runtime.ts";
import { messageOf } from "../thrown.ts";

/** What finds faces and plates: loaded with the first picture in which they are looked for. */
interface Detector {
  runtime: Runtime;
  models: Models;
}

let options: WorkerOptions | undefined;
let open: OpenPicture | undefined;
let detector: Detector | undefined;

self.onmessage = async ({ data }: MessageEvent<ToWorker>) => {
  let answer: FromWorker;
  try {
    answer = await answerTo(data);
  } catch (error) {
    answer = { kind: "failed", reason: reasonOf(error), message: messageOf(error) };
  }
  self.postMessage(answer, answer.kind === "blurred" ? [answer.file.buffer] : []);
};

async function answerTo(question: ToWorker): Promise<FromWorker> {
  switch (question.kind) {
    case "open":
      options = question.options;
      return { kind: "ready" };
    case "load": {
      const { runtime } = await loadDetector();
      return { kind: "loaded", warning: runtime.warning };
    }
    case "blur":
      return await blur(question.request);
    case "close":
      for (const model of Object.values(detector?.models ?? {})) await model.close();
      detector = undefined;
      return { kind: "closed" };
  }
}

async function loadDetector(): Promise<Detector> {
  if (detector) return detector;
  if (!options) throw new Error("The worker was not opened");
  const { threads, isCompiled, plateModel } = options;
  const [faces, vehicles, text] = await Promise.all(
    [MODEL_FILES.faces, MODEL_FILES.vehicles, MODEL_FILES.text].map((file) => readModel(join(MODELS_FOLDER, file))),
  ) as [Uint8Array, Uint8Array, Uint8Array]; // A cast: there are as many as files.
  const plates = plateModel ? await readModel(plateModel) : undefined;
  const runtime = await loadRuntime(isCompiled);
  try {
    const models: Models = {
      faces: await runtime.open(faces, threads),
      vehicles: await runtime.open(vehicles, threads),
      text: await runtime.open(text, threads),
    };
    if (plates) models.plates = await runtime.open(plates, threads);
    return detector = { runtime, models };
  } catch (cause) {
    throw new BlurringUnavailableError(`A model cannot be used: ${messageOf(cause)}`, { cause });
  }
}

async function blur({ file, isEquirectangular, drawn, detects, maxPixels }: BlurRequest): Promise<FromWorker> {
  if (!options) throw new Error("The worker was not opened");
  const header = readJpegHeader(file), most = mostPixelsOf(header, maxPixels);
  if (header.width * header.height > most) throw new InvalidJpegError(`The picture has more than ${most} pixels`);
  const { faceConfidence, scale } = options;
  const picture = await openPicture(file, options), { orientation } = picture;
  const blurFile = async (source: Uint8Array, decoded: Picture) => {
    const found = detects
      ? await detectParts(decoded, (await loadDetector()).models, { isEquirectangular, faceConfidence, scale })
      : [];
    const parts = [...found, ...drawn];
    const boxes = parts.map((part) => asStored(part, picture.stored, orientation));
    return { kind: "blurred" as const, parts, ...blurJpeg(source, boxes, { maxPixels: most }) };
  };
  try {
    const { bytes, ...answer } = await blurFile(file, picture);
    return { ...answer, file: bytes };
  } catch (error) {
    if (reasonOf(error) !== "picture") throw error;
    const again = withMetadataOf(file, await picture.encodeAgain());
    const { bytes, ...answer } = await blurFile(again, await openPicture(again, options));
    return { ...answer, file: bytes, way: "encoded" };
  }
}

async function openPicture(file: Uint8Array, { isCompiled }: WorkerOptions): Promise<Picture> {
  try {
    open ??= await loadDecoder(isCompiled);
  } catch (cause) {
    throw new BlurringUnavailableError(`Pictures cannot be decoded: ${messageOf(cause)}`, { cause });
  }
  try {
    return await open(file);
  } catch (cause) {
    throw new CodecError(`The picture cannot be read: ${messageOf(cause)}`, { cause });
  }
}

function reasonOf(error: unknown): "unavailable" | "picture" | "other" {
  if (error instanceof BlurringUnavailableError) return "unavailable";
  return error instanceof InvalidJpegError || error instanceof CodecError ? "picture" : "other";
}
