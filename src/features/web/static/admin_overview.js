/** Numbers about the instance. */
import { bytes, call, make, say } from "./page.js";

function remarkOnBlurring({ state, reason, publishes_unblurred }) {
  if (publishes_unblurred) return say("web.blurring_missing");
  return state === "unable" ? say("web.blurring_unable", { reason }) : reason ?? "";
}

/** Shows how much there is, and whether the parts of the server are well. */
export async function showOverview() {
  const [stats, system] = await Promise.all([call("GET", "/api/admin/stats"), call("GET", "/api/admin/system")]);
  const { storage, database, originals, blurring } = system;
  const number = (value) => value.toLocaleString(document.documentElement.lang);
  const figures = [
    [
      say("web.pictures"),
      number(stats.pictures.total),
      say("web.count_in_week", { count: number(stats.pictures.new["7d"]) }),
    ],
    [say("web.sequences"), number(stats.sequences.total), ""],
    [say("web.accounts"), number(stats.accounts.total), ""],
    [say("web.originals"), bytes(storage.received), storage.location],
    [say("web.free_space"), storage.free === null ? "–" : bytes(storage.free), ""],
    [
      say("web.damaged_originals"),
      number(originals.damaged),
      say("web.checked_originals", { count: number(originals.checked) }),
    ],
    [
      say("web.database"),
      bytes(database.size),
      `${database.version}${database.is_embedded ? ` (${say("web.embedded")})` : ""}`,
    ],
    [
      say("web.blurring"),
      say(`web.blurring_${blurring.by}`),
      remarkOnBlurring(blurring),
    ],
    [
      say("base_map.title"),
      say(`base_map.is_${system.base_map.is}`),
      system.base_map.reason ?? system.base_map.place ?? "",
    ],
    [say("web.version"), system.version, system.runtime],
  ];
  document.getElementById("figures").replaceChildren(
    ...figures.map(([name, value, note]) =>
      make(
        "div",
        { className: "card" },
        make("span", { className: "muted" }, name),
        make("strong", {}, value),
        make("small", {}, note),
      )
    ),
  );
}
