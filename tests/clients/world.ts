/** What the clients find: two walks with pictures of 360° and flat ones, and a night of an all-sky camera. */
import { answer, type TestServer } from "../support/server.ts";
import { uploadWalk } from "../support/instances.ts";
import {
  assetMetadata,
  bytesOf,
  CAMERA,
  CREATED,
  imageMetadata,
  type SyncClient,
  syncClient,
} from "../features/syncapi/client.ts";

export interface Item {
  id: string;
  collection: string;
  /** WGS 84 degrees. */
  longitude: number;
  latitude: number;
  /** RFC 3339. */
  datetime: string;
}

export interface World {
  url: string;
  server: TestServer;
  /** An empty folder for files of the client. */
  folder: string;
  /** In the order of capture. */
  items: Item[];
  collections: string[];
  camera: { uuid: string; client: SyncClient };
}

/** Fills a server. */
export async function makeWorld(server: TestServer, folder: string): Promise<World> {
  await uploadWalk(server, 3, { projection: "equirectangular", step: 15, interval: 10, heading: 10, make: "GoPro" });
  await uploadWalk(server, 3, { seed: 50, latitude: 48.86, time: new Date("2024-06-01T10:00:00Z"), step: 15 });
  const camera = { uuid: CAMERA, client: await sendNight(server) };
  await server.backend.runner!.idle();
  const { features } = await answer(fetch(`${server.url}/api/search?sortby=+datetime`));
  const items = features.map(
    ({ id, collection, geometry: { coordinates: [longitude, latitude] }, properties: { datetime } }: {
      id: string;
      collection: string;
      geometry: { coordinates: [number, number] };
      properties: { datetime: string };
    }): Item => ({ id, collection, longitude, latitude, datetime }),
  );
  const collections = [...new Set<string>(items.map(({ collection }: Item) => collection))];
  return { url: server.url, server, folder, items, collections, camera };
}

/** Five images of a night, a minute apart, and its timelapse. */
async function sendNight(server: TestServer): Promise<SyncClient> {
  const client = await syncClient(server);
  await answer(client.camera({ latitude: 47.5, longitude: -1.25, owner: "An owner" }));
  for (let i = 0; i < 5; i++) {
    const metadata = imageMetadata({ createDate: CREATED + 60 * i });
    await answer(client.send("PUT", "image", metadata, { media: bytesOf(`image ${i}`) }));
  }
  await answer(client.send("PUT", "video", assetMetadata("video"), { media: bytesOf("film"), fileName: "x.mp4" }));
  return client;
}
