/** A night of an all-sky camera: images, thumbnails, a keogram, star trails and a film. */
import { answer, type TestServer } from "../support/server.ts";
import { makeKeogram, makeSky, makeStarTrails } from "../support/skies.ts";
import { assetMetadata, imageMetadata, type SyncClient, syncClient } from "../features/syncapi/client.ts";

/** A short film, as a camera makes it. */
export const FILM = new URL("../features/syncapi/films/night.mp4", import.meta.url);
const IMAGES = 40, BETWEEN = 300;

/** The night that ends now, of a camera in the zone of UTC. */
export class Night {
  readonly #end = Math.floor(Date.now() / 1000) - 660;
  camera = 0;

  constructor(readonly client: SyncClient) {}

  /** Sends the camera, the images, and what is made of them. */
  async send(): Promise<void> {
    const fields = { name: "Eastern hill", utc_offset: 0, latitude: 47.9, longitude: -1.7, lensName: "1.55 mm f/2.0" };
    this.camera = (await answer(this.client.camera(fields))).id;
    for (let i = 0; i < IMAGES; i++) await this.sendImage(i);
    const products = { keogram: makeKeogram(), startrail: makeStarTrails() };
    for (const [kind, media] of Object.entries(products)) await this.put(kind, this.#end, await media);
    await this.put("video", this.#end, await Deno.readFile(FILM), "night.mp4");
  }

  /** @param number the one after the last of the night when it is left out */
  async sendImage(number = IMAGES, fields: Record<string, unknown> = {}): Promise<void> {
    const time = this.#end - (IMAGES - 1 - number) * BETWEEN;
    const progress = 0.15 + number / IMAGES * 0.5, bell = Math.sin(progress * Math.PI);
    const uuid = crypto.randomUUID();
    await this.put("thumbnail", time, await makeSky(progress, 150), "t.jpg", { uuid, origin: 2 });
    await this.put("image", time, await makeSky(progress), "i.jpg", {
      thumbnail_uuid: uuid,
      sqm: 17 + 4 * bell,
      stars: Math.round(300 * bell),
      temp: 12 - 9 * progress,
      exposure: 1 + 14 * bell,
      width: 480,
      height: 480,
      ...fields,
    });
  }

  async put(kind: string, time: number, media: Uint8Array<ArrayBuffer>, fileName = "x.jpg", fields = {}) {
    const common = { createDate: time, utc_offset: 0, dayDate: this.day.replaceAll("-", ""), ...fields };
    const metadata = kind === "image" ? imageMetadata(common) : assetMetadata(kind, common);
    return await answer(this.client.send("PUT", kind, metadata, { media, fileName }));
  }

  get day(): string {
    return new Date((this.#end - 12 * 3600) * 1000).toISOString().slice(0, 10);
  }
}

/** Sends one. */
export async function startNight(server: TestServer): Promise<Night> {
  const night = new Night(await syncClient(server));
  await night.send();
  return night;
}
