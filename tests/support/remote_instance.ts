/** Another Panoramax instance for tests, as far as transfers look at it: one collection, two items a page. */
import { makePicture, walk } from "./pictures.ts";

const PAGE = 2;

// deno-lint-ignore no-explicit-any
type Json = any;

export interface RemoteInstance extends AsyncDisposable {
  /** `127.0.0.1:41234`. */
  host: string;
  /** Address of the collection. */
  location: string;
  collection: Json;
  /** STAC items, in their order. */
  items: Json[];
  /** Originals by the id of their item. */
  pictures: Map<string, Uint8Array<ArrayBuffer>>;
  /** Paths asked for so far, with their queries. */
  paths: string[];
  userAgents: Set<string | null>;
  /** Answers instead of the instance, where it answers at all. */
  intercept: (path: string) => Response | Promise<Response> | undefined;
}

/** Starts one on a free port. Its pictures are a walk; links to originals are relative, but for the first. */
export async function startRemoteInstance(count: number): Promise<RemoteInstance> {
  const id = crypto.randomUUID(), pictures = new Map<string, Uint8Array<ArrayBuffer>>(), items: Json[] = [];
  for (const [index, options] of walk(count, { heading: 15, seed: Math.floor(Math.random() * 2 ** 20) }).entries()) {
    const item = crypto.randomUUID();
    pictures.set(item, await makePicture(options));
    items.push({
      type: "Feature",
      id: item,
      geometry: { type: "Point", coordinates: [options.longitude!, options.latitude!] },
      properties: {
        datetime: options.time!.toISOString().replace("Z", "+00:00"),
        "geovisio:rank_in_collection": index + 1,
        "original_file:name": `${index + 1}.jpg`,
        "view:azimuth": 15,
        semantics: [],
        annotations: [],
      },
      assets: { hd: { href: `/api/pictures/${item}/hd.jpg` } },
    });
  }
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    const { pathname, search } = new URL(request.url);
    remote.paths.push(pathname + search);
    remote.userAgents.add(request.headers.get("User-Agent"));
    return await remote.intercept(pathname + search) ?? answer(remote, new URL(request.url));
  });
  const host = `127.0.0.1:${server.addr.port}`;
  if (items[0]) items[0].assets.hd.href = `http://${host}${items[0].assets.hd.href}`;
  const remote: RemoteInstance = {
    host,
    location: `http://${host}/api/collections/${id}`,
    collection: { type: "Collection", id, title: "Elsewhere", "stats:items": { count }, semantics: [] },
    items,
    pictures,
    paths: [],
    userAgents: new Set(),
    intercept: () => undefined,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
  return remote;
}

function answer({ collection, items, pictures, location }: RemoteInstance, { pathname, searchParams }: URL): Response {
  const path = `/api/collections/${collection.id}`;
  if (pathname === path) return Response.json(collection);
  if (pathname === `${path}/items`) {
    const start = Number(searchParams.get("start") ?? 0), isLast = start + PAGE >= items.length;
    const links = isLast ? [] : [{ rel: "next", href: `${location}/items?limit=2&start=${start + PAGE}` }];
    return Response.json({ type: "FeatureCollection", features: items.slice(start, start + PAGE), links });
  }
  const [, , , item = ""] = pathname.split("/");
  const picture = pictures.get(item);
  return picture ? new Response(picture) : new Response("nothing", { status: 404 });
}
