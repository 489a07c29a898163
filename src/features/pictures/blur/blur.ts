/** Has a picture blurred, and stores the result in its place. */
import { isLoopback } from "../../../core/http/loopback.ts";
import { message } from "../../../core/messages/mod.ts";
import { RecoverableJobError } from "../../jobs/mod.ts";
import type { Services } from "../../../core/services.ts";
import type { Settings } from "../../../core/settings/mod.ts";
import { hdPath, type Store, type Stores, type Upload } from "../../../core/storage/mod.ts";
import type { Size } from "../../../core/imaging/codec/mod.ts";
import type { DerivablePicture } from "../../../core/imaging/derivates/mod.ts";
import { ImageEndDetector, InvalidJpegError, readJpegHeader } from "../../../core/jpeg/mod.ts";
import { askToBlur, type BlurApi } from "./blur_api.ts";
import type { BlurredPicture } from "./blurred_picture.ts";
import { blurHere } from "./builtin.ts";
import { readBlurMetadata } from "./detections.ts";

/** Headers longer than this are not of a picture that was just encoded. */
const LONGEST_HEADER = 4 * 1024 * 1024;

/** Whether pictures are blurred by this program. Another server, where there is one, wins. */
export function blursHere({ API_BLUR_URL, BLUR }: Pick<Settings, "API_BLUR_URL" | "BLUR">): boolean {
  return BLUR === "builtin" && !API_BLUR_URL;
}

/** Whether people from other machines see pictures that nobody blurs; also through a proxy on this one (`PUBLIC_URL`). */
export function publishesUnblurred(
  { HOST, PUBLIC_URL, BLUR, API_BLUR_URL }: Pick<Settings, "HOST" | "PUBLIC_URL" | "BLUR" | "API_BLUR_URL">,
): boolean {
  const hosts = [HOST, ...PUBLIC_URL ? [new URL(PUBLIC_URL).hostname] : []];
  return BLUR === "off" && !API_BLUR_URL && !hosts.every(isLoopback);
}

/** Whether pictures are blurred before anybody may see them. */
function blurs(settings: Settings): boolean {
  return Boolean(settings.API_BLUR_URL) || blursHere(settings);
}

/** Where the original of a picture goes: what is still to be blurred is never where pictures are served from. */
export function storeOfOriginal(settings: Settings, stores: Stores, isBlurredByAuthor: boolean): Store {
  return blurs(settings) && !isBlurredByAuthor ? stores.tmp : stores.permanent;
}

/**
 * Whether a picture has to be blurred before it is served. What waits in the temporary store always does, whoever asks to
 * skip it: everybody may ask for a picture to be prepared. So does what was received before blurring was turned off: it is
 * nowhere else, and its author was told that it would be blurred.
 */
export async function needsBlur(id: string, skipsBlurring: boolean, { settings, stores }: Services): Promise<boolean> {
  const path = hdPath(id);
  if (!blurs(settings)) return await stores.tmp.exists(path) && !await stores.permanent.exists(path);
  return !skipsBlurring || await stores.tmp.exists(path);
}

/**
 * Blurs the original or, where it is gone since a former blurring, the picture as it is served. The result is safe on the disk
 * when this returns; the original stays.
 * @param isWanted whether faces and plates are to be blurred; what people drew is blurred either way
 * @returns undefined when there is nothing to blur
 * @throws RecoverableJobError or ServiceAwayError; Error when there is no file of the picture, or it cannot be blurred
 */
export async function blurPicture(
  picture: DerivablePicture & { isDrawnOn: boolean },
  services: Services,
  isWanted: boolean,
): Promise<BlurredPicture | undefined> {
  const { settings, stores } = services, path = hdPath(picture.id), { isDrawnOn } = picture;
  const isHere = !settings.API_BLUR_URL;
  if (!isWanted && !isDrawnOn) return undefined;
  let source = await stores.tmp.read(path) ?? await stores.permanent.read(path);
  if (!source) throw new Error(`Impossible to find picture file: ${path}`);
  if (isHere || !isWanted) return await blurHere(source, picture, services, isHere && isWanted);
  const blurred = await blurElsewhere(source, picture.id, services);
  if (!isDrawnOn) return blurred;
  source = await stores.permanent.read(path) ?? source;
  const { parts, way } = await blurHere(source, picture, services, false);
  return { ...blurred, parts, way };
}

async function blurElsewhere(
  source: Uint8Array<ArrayBuffer>,
  id: string,
  { settings, stores }: Services,
): Promise<BlurredPicture> {
  await using upload = await stores.permanent.createUpload({ maxBytes: settings.PICTURE_MAX_BYTES });
  const end = new ImageEndDetector();
  const text = await askToBlur(blurApi(settings), source, async (bytes) => {
    for await (const chunk of bytes) {
      end.push(chunk);
      await upload.write(chunk);
    }
  });
  const size = await readSize(upload, end.end !== undefined);
  await upload.commit(hdPath(id));
  return { size, metadata: readBlurMetadata(text, size) };
}

function blurApi(settings: Settings): BlurApi {
  if (!settings.API_BLUR_URL) throw new Error("API_BLUR_URL is not set");
  return {
    url: settings.API_BLUR_URL,
    keepsUnblurredParts: settings.PICTURE_PROCESS_KEEP_UNBLURRED_PARTS,
    timeout: settings.API_BLUR_TIMEOUT * 1000,
  };
}

/** What is no whole JPEG must not take the place of a picture. */
async function readSize(upload: Upload, isComplete: boolean): Promise<Size> {
  try {
    if (!isComplete) throw new InvalidJpegError("The JPEG ends too early", true);
    const file = await upload.open();
    const last = Math.min(file.size, LONGEST_HEADER) - 1;
    const head = new Uint8Array(await new Response(file.stream({ first: 0, last })).arrayBuffer());
    const { width, height } = readJpegHeader(head);
    return { width, height };
  } catch (error) {
    if (!(error instanceof InvalidJpegError)) throw error;
    throw new RecoverableJobError(message("pictures.blur_no_picture", { reason: error.message }), { cause: error });
  }
}
