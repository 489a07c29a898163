/** The processing of an upload: how many pictures are ready, which of them failed, and the sequences they are in. */
import { announce, base, button, call, complain, make, say } from "./page.js";
import { callPatiently } from "./upload_queue.js";

const PAUSE_MILLISECONDS = 1500;
/** Looks without a change after which the page asks what the pictures are waiting for. */
const PATIENCE = 4;
/** Looks after which pictures that are in no sequence are not waited for. */
const MOST_LOOKS = 40;
/** Close enough to see single pictures. */
const ZOOM = 17;

/** Shows the progress until everything is ready or has failed. @param count pictures that were accepted */
export async function watchProcessing(id, count) {
  const bar = document.getElementById("bar");
  announce(say("web.processing"));
  let last, looks = 0;
  while (true) {
    const set = await callPatiently("GET", `/api/upload_sets/${id}`);
    const { prepared = 0, broken = 0, rejected = 0 } = set.items_status ?? {};
    bar.value = (prepared + broken) / count;
    document.getElementById("count").textContent = say("web.pictures_ready", { done: prepared, count });
    const failed = set.ready && broken > 0 ? await filesInTrouble(id) : [];
    // What was broken when the set was read may be under way, or ready, when its files are.
    const isSettled = broken === 0 ||
      (failed.length > 0 && failed.every(({ processing }) => processing.status === "broken"));
    if (set.ready && isSettled && (isDispatched(set) || looks > MOST_LOOKS) && await showSequences(set)) {
      if (broken === 0 && rejected > 0) {
        announce(say("upload_page.ready_but_refused", { done: prepared, refused: rejected }));
      } else if (broken === 0) announce(say("web.everything_ready"));
      else showFailures(id, failed, { prepared, broken, count });
      return;
    }
    looks = last === prepared + broken ? looks + 1 : 0;
    last = prepared + broken;
    if (looks === 0) announce(say("web.processing"));
    else if (looks % PATIENCE === 0) await showDelay(id);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
  }
}

/** A set that was ready before more files came says so until these are dispatched, too: then all its pictures are in sequences. */
function isDispatched({ nb_items, associated_collections = [] }) {
  return associated_collections.reduce((sum, { nb_items }) => sum + nb_items, 0) >= nb_items;
}

/** The files whose pictures could not be processed, or wait to be processed again, by their names. */
async function filesInTrouble(id) {
  const { files } = await callPatiently("GET", `/api/upload_sets/${id}/files`);
  const byName = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
  return files.filter(({ processing }) => processing).sort((a, b) => byName(a.file_name, b.file_name));
}

async function showDelay(id) {
  const reason = (await filesInTrouble(id)).find(({ processing }) => processing.error)?.processing.error;
  announce(reason ? say("web.processing_delayed", { reason }) : say("web.processing"));
}

/** Lists what failed, with the reasons, and lets people try again. */
function showFailures(id, failed, { prepared, broken, count }) {
  announce("");
  complain(new Error(say("web.some_failed", { done: prepared, count, failed: broken })));
  const section = document.getElementById("failures");
  const list = document.getElementById("failure-list");
  list.replaceChildren(...failed.map(({ file_name: name, processing }) =>
    make(
      "li",
      {},
      make("span", { className: "file-name" }, name),
      make("span", { className: "badge bad" }, processing.error ?? say("web.processing_failed")),
    )
  ));
  section.hidden = false;
  section.querySelector(".actions").replaceChildren(button(say("web.try_again"), "", async () => {
    for (const { picture_id: picture, processing: { collection_id: collection } } of failed) {
      if (picture && collection) await call("POST", `/api/collections/${collection}/items/${picture}/prepare`);
    }
    complain();
    section.hidden = true;
    await watchProcessing(id, count);
  }));
}

/** @returns false when they were replaced meanwhile */
async function showSequences({ associated_collections: collections = [] }) {
  const cards = [];
  for (const { id, title, nb_items: count, items_status: status } of collections) {
    // Where no picture is ready, there is nothing to show.
    if (status?.prepared === 0) continue;
    const collection = await callPatiently("GET", `/api/collections/${id}`).catch((error) => {
      if (error.status !== 404) throw error;
    });
    if (!collection) return false;
    cards.push(
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
  document.getElementById("sequences").replaceChildren(...cards);
  document.getElementById("done").hidden = cards.length === 0;
  return true;
}

/** The viewer's address of a place, after `#`. */
function mapAddress({ extent }) {
  const [west, south, east, north] = extent.spatial.bbox[0];
  return `${base}/#focus=map&map=${ZOOM}/${((south + north) / 2).toFixed(6)}/${((west + east) / 2).toFixed(6)}`;
}
