/** Makes the files that are derived from a picture, ahead or when they are first asked for. */
import pLimit, { type LimitFunction } from "p-limit";
import {
  derivatesFolder,
  hdPath,
  type OpenedFile,
  sdPath,
  type Stores,
  thumbPath,
  TILES,
  webpPath,
} from "../../storage/mod.ts";
import type { Output, PictureCodec, Size } from "../codec/mod.ts";
import { tileGrid } from "../../metadata/mod.ts";
import { InvalidJpegError, mostPixelsOf, readJpegHeader } from "../../jpeg/mod.ts";
import { Turns, type TurnsTeam } from "./turns.ts";
import { type DerivateKind, sdOutput, thumbOutput, tileOutputs, webpOutput } from "./sizes.ts";

/** What has to be known of a picture to derive files from it. */
export interface DerivablePicture {
  /** UUID. */
  id: string;
  /** A whole sphere, of which tiles and another thumbnail are made. */
  isEquirectangular: boolean;
}

/** What the derivates are made with. */
export interface DerivatesOptions {
  codec: PictureCodec;
  stores: Pick<Stores, "permanent" | "derivates">;
  /** Larger pictures are refused, progressive ones earlier. */
  maxPixels: number;
  /** Maximum number of pictures processed at the same time; each holds up to about 100 MB of pixels. */
  concurrency: number;
  /** The threads that make derivates in the same stores. */
  team: TurnsTeam;
}

/** The permanent store has no file of this picture. Trying again will not help. */
export class MissingPictureError extends Error {
  override name = "MissingPictureError";
  override message = "HD Picture file is not available";
}

/** Derives files from pictures; one for the whole thread, so that its limits hold. */
export class Derivates {
  readonly #options: DerivatesOptions;
  readonly #limit: LimitFunction;
  readonly #turns: Turns;
  /** Work that is going on, by picture and kind. */
  readonly #running = new Map<string, Promise<unknown>>();

  /** The image library that is used. */
  get codecName(): PictureCodec["name"] {
    return this.#options.codec.name;
  }

  constructor(options: DerivatesOptions) {
    this.#options = options;
    this.#limit = pLimit(options.concurrency);
    this.#turns = new Turns(options.team);
  }

  /**
   * Makes derivates from the picture as it is now in the permanent store, and removes those of its former state.
   * @param kinds what to make ahead; the others will be made when asked for
   * @returns the size of the picture, EXIF orientation applied
   * @throws MissingPictureError
   * @throws CodecError when the picture cannot be read
   */
  async renew(picture: DerivablePicture, kinds: DerivateKind[]): Promise<Size> {
    await Promise.allSettled(this.#runningOn(picture.id));
    return await this.#turns.take(picture.id, async () => {
      await this.#removeFormer(picture.id, kinds);
      return await this.#make(picture, kinds);
    });
  }

  /** What is asked for again is replaced. A new picture has nothing: asking once is cheaper than trying to remove each. */
  async #removeFormer(id: string, kinds: DerivateKind[]): Promise<void> {
    const folder = derivatesFolder(id);
    const { derivates } = this.#options.stores;
    const isThere = new Set(await derivates.list(folder));
    if (isThere.has(TILES)) await derivates.removeFolder(`${folder}/${TILES}`);
    const files = [hdPath(id), sdPath(id), thumbPath(id)].map((jpeg) => webpPath(jpeg, id));
    if (!kinds.includes("sd")) files.push(sdPath(id));
    for (const path of files) if (isThere.has(path.slice(folder.length + 1))) await derivates.remove(path);
  }

  /** Removes all derivates of a picture. There may be none. */
  async remove(id: string): Promise<void> {
    await Promise.allSettled(this.#runningOn(id));
    await this.#turns.take(id, () => this.#options.stores.derivates.removeFolder(derivatesFolder(id)));
  }

  /**
   * Opens a derivate, making it first if it is missing; concurrent calls make it only once, in whichever thread.
   * @param path of the derivate in its store; a tile has to be inside the grid, or all are made again each time
   * @returns undefined when the picture has no such derivate, as with tiles of a flat picture
   * @throws MissingPictureError
   * @throws CodecError when the picture cannot be read
   */
  async open(picture: DerivablePicture, kind: DerivateKind, path: string): Promise<OpenedFile | undefined> {
    const { derivates } = this.#options.stores;
    const made = await derivates.open(path);
    if (made) return made;
    await this.#once(picture.id, kind, path, () => this.#make(picture, [kind]));
    return await derivates.open(path);
  }

  /**
   * Opens the WebP variant of a file of a picture, making it first if it is missing; it is kept next to the others.
   * @param kind what the JPEG file is
   * @param path of the JPEG file in its store
   * @returns undefined when the picture has no such derivate
   * @throws MissingPictureError
   * @throws CodecError when the picture cannot be read
   */
  async openWebp(picture: DerivablePicture, kind: DerivateKind | "hd", path: string): Promise<OpenedFile | undefined> {
    const { derivates } = this.#options.stores;
    const webp = webpPath(path, picture.id);
    const made = await derivates.open(webp);
    if (made) return made;
    if (kind !== "hd") {
      const jpeg = await this.open(picture, kind, path);
      if (!jpeg) return undefined;
      jpeg.close();
    }
    const store = kind === "hd" ? "permanent" : "derivates";
    await this.#once(picture.id, webp, webp, () => this.#makeWebp(picture, store, path));
    return await derivates.open(webp);
  }

  /**
   * Those who ask while the work is going on wait for it. What another thread has made meanwhile is not made again; where it failed,
   * this one finds out why.
   * @param path of one of the files that are made
   */
  #once(id: string, what: string, path: string, make: () => Promise<unknown>): Promise<unknown> {
    const key = `${id}/${what}`;
    const running = this.#running.get(key);
    if (running) return running;
    const work = this.#turns.take(id, async (hasWaited) => {
      if (!hasWaited || !await this.#options.stores.derivates.exists(path)) await make();
    }).finally(() => this.#running.delete(key));
    this.#running.set(key, work);
    return work;
  }

  #makeWebp(picture: DerivablePicture, store: "permanent" | "derivates", path: string): Promise<Size> {
    const { codec, stores, maxPixels } = this.#options;
    const name = webpPath(path, picture.id);
    return this.#limit(async () => {
      const source = await stores[store].read(path);
      if (!source) throw new MissingPictureError();
      return await codec.render(source, {
        maxPixels: limitOf(source, maxPixels),
        plan: (size) => [webpOutput(name, size)],
        write: (name, content) => stores.derivates.write(name, content),
      });
    });
  }

  #runningOn(id: string): Promise<unknown>[] {
    return [...this.#running].filter(([key]) => key.startsWith(`${id}/`)).map(([, work]) => work);
  }

  #make(picture: DerivablePicture, kinds: DerivateKind[]): Promise<Size> {
    const { codec, stores, maxPixels } = this.#options;
    const folder = derivatesFolder(picture.id);
    return this.#limit(async () => {
      const source = await stores.permanent.read(hdPath(picture.id));
      if (!source) throw new MissingPictureError();
      try {
        return await codec.render(source, {
          maxPixels: limitOf(source, maxPixels),
          plan: (size) => planOutputs(picture, kinds, size),
          write: (name, content) => stores.derivates.write(`${folder}/${name}`, content),
        });
      } finally {
        // Frees the memory now: to the garbage collector a few small objects, to the machine megabytes each.
        source.buffer.transfer(0);
      }
    });
  }
}

/** What is no JPEG is refused by the codec. */
function limitOf(source: Uint8Array, maxPixels: number): number {
  try {
    return mostPixelsOf(readJpegHeader(source), maxPixels);
  } catch (error) {
    if (error instanceof InvalidJpegError) return maxPixels;
    throw error;
  }
}

function planOutputs({ isEquirectangular }: DerivablePicture, kinds: DerivateKind[], size: Size): Output[] {
  return kinds.flatMap((kind) => {
    if (kind === "thumb") return thumbOutput(size, isEquirectangular);
    if (kind === "sd") return sdOutput(size);
    return isEquirectangular ? tileOutputs(tileGrid(size.width, size.height)) : [];
  });
}
