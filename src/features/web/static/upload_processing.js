/** The progress of an upload: how many pictures are ready, and the sequences they are in. */
import { announce, base, call, make, say } from "./page.js";

const PAUSE_MILLISECONDS = 1500;
/** Close enough to see single pictures. */
const ZOOM = 17;

/** Shows the progress until everything is ready. @param count pictures that were accepted */
export async function watchProcessing(id, count) {
  const bar = document.getElementById("bar");
  announce(say("web.processing"));
  while (true) {
    const set = await call("GET", `/api/upload_sets/${id}`);
    const { prepared = 0, broken = 0 } = set.items_status ?? {};
    bar.value = (prepared + broken) / count;
    document.getElementById("count").textContent = say("web.pictures_ready", {
      done: prepared,
      count,
    });
    if (set.ready) return await showSequences(set);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
  }
}

async function showSequences({ associated_collections: collections = [] }) {
  const list = document.getElementById("sequences");
  for (const { id, title, nb_items: count } of collections) {
    const collection = await call("GET", `/api/collections/${id}`);
    list.append(
      make(
        "li",
        { className: "card" },
        make("img", { src: `${base}/api/collections/${id}/thumb.jpg`, alt: "", loading: "lazy" }),
        make("h3", {}, title ?? collection.title),
        make("p", { className: "muted" }, say("web.picture_count", { count })),
        make("a", { className: "button", href: mapAddress(collection) }, say("web.show_on_map")),
      ),
    );
  }
  document.getElementById("done").hidden = false;
  announce(say("web.everything_ready"));
}

/** The viewer's address of a place, after `#`. */
function mapAddress({ extent }) {
  const [west, south, east, north] = extent.spatial.bbox[0];
  return `${base}/#focus=map&map=${ZOOM}/${((south + north) / 2).toFixed(6)}/${((west + east) / 2).toFixed(6)}`;
}
