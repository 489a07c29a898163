/** Figures of the instance. */
import { bytes, call, make, say } from "./page.js";

export async function showOverview() {
  const [stats, system] = await Promise.all([call("GET", "/api/admin/stats"), call("GET", "/api/admin/system")]);
  const { storage, database } = system;
  const number = (value) => value.toLocaleString(document.documentElement.lang);
  const figures = [
    [
      say("Pictures"),
      number(stats.pictures.total),
      say("{count} in 7 days", { count: number(stats.pictures.new["7d"]) }),
    ],
    [say("Sequences"), number(stats.sequences.total), ""],
    [say("Accounts"), number(stats.accounts.total), ""],
    [say("Originals"), bytes(storage.received), storage.location],
    [say("Free on the disk"), storage.free === null ? "–" : bytes(storage.free), ""],
    [
      say("Database"),
      bytes(database.size),
      `${database.version}${database.is_embedded ? ` (${say("embedded")})` : ""}`,
    ],
    [say("Version"), system.version, system.runtime],
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
