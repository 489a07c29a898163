/** Base maps from elsewhere: an archive on another server, and tiles of another server. */
import assert from "node:assert/strict";
import { readSettings } from "../../../src/core/settings/mod.ts";
import { StreetMap } from "../../../src/features/base_map/mod.ts";
import { archive, RENNES, town } from "../../support/pmtiles.ts";
import { answer, serverTest } from "../../support/server.ts";

const FIRST = archive(town(RENNES)), SECOND = archive(town(RENNES, "Berlin"));

/** A server that sends parts of files, as object stores do; the address of its archive, and what it answers with. */
function host() {
  const host = { bytes: FIRST, mode: "well" as "well" | "away" | "whole" | "too much", address: "", requests: 0, stop };
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, (request) => {
    host.requests++;
    const { bytes } = host;
    if (host.mode === "away") return new Response(null, { status: 503 });
    if (host.mode === "whole") return new Response(bytes);
    const [start = 0, end = 0] = (request.headers.get("Range") ?? "").match(/\d+/g)?.map(Number) ?? [];
    const part = bytes.slice(start, host.mode === "too much" ? undefined : end + 1);
    const headers = {
      "Content-Range": `bytes ${start}-${start + part.length - 1}/${bytes.length}`,
      "ETag": `"${bytes.length}"`,
    };
    return new Response(part, { status: 206, headers });
  });
  host.address = `http://127.0.0.1:${server.addr.port}/map.pmtiles`;
  function stop() {
    return server.shutdown();
  }
  return host;
}

function mapOf(address: string): StreetMap {
  return new StreetMap(readSettings({ API_MAP_PMTILES: address }));
}

Deno.test("an archive on another server is read in parts, and once more when it was replaced", async () => {
  const other = host();
  try {
    const map = mapOf(other.address);
    const tile = () => map.tile(14, 8115, 5687);
    const first = await tile();
    assert.ok(first?.tile && first.tile.bytes.length < 2000);
    const asked = other.requests;
    await Promise.all([tile(), tile()]);
    assert.ok(other.requests - asked <= 4, "the header and the directory are remembered");
    other.bytes = SECOND;
    const second = await tile();
    assert.notEqual(second?.version, first.version);
    assert.notDeepEqual(second?.tile?.bytes, first.tile.bytes);
  } finally {
    await other.stop();
  }
});

Deno.test("a server that is away, sends the whole file or too much makes a map unusable, and says why", async () => {
  const other = host();
  try {
    for (
      const [mode, reason] of [["away", /HTTP 503/], ["whole", /does not send parts/], ["too much", /damaged/]] as const
    ) {
      other.mode = mode;
      const state = await mapOf(other.address).state();
      assert.ok(state.kind === "unusable");
      assert.match(state.error.message, reason);
    }
    const map = mapOf(other.address);
    await map.state();
    const asked = other.requests;
    await map.state();
    assert.equal(other.requests, asked, "it is not asked again at once");
  } finally {
    await other.stop();
  }
  const state = await mapOf(other.address).state();
  assert.ok(state.kind === "unusable" && /cannot be reached/.test(state.error.message));
});

serverTest("tiles of another server are the map, with their attribution made safe", async (server) => {
  const { sources, layers } = await answer(fetch(`${server.url}/base_map/style.json`));
  assert.deepEqual(sources.tiles.tiles, ["https://tiles.example/{z}/{x}/{y}.png"]);
  assert.equal(sources.tiles.attribution, '© <a href="https://tiles.example/">Town</a>');
  assert.deepEqual(layers.map(({ type }: { type: string }) => type), ["raster"]);
  const page = await fetch(server.url, { headers: { Accept: "text/html" } });
  await page.body?.cancel();
  const policy = page.headers.get("Content-Security-Policy") ?? "";
  for (const directive of ["img-src", "connect-src"]) {
    assert.match(policy, new RegExp(`${directive} [^;]*https://tiles\\.example(;| )`));
  }
}, {
  API_MAP_RASTER_URL: "https://tiles.example/{z}/{x}/{y}.png",
  API_MAP_RASTER_ATTRIBUTION: '© <a href="https://tiles.example/" onclick="x()">Town</a><script>x()</script>',
});

Deno.test("only one map may be set, and an attribution belongs to tiles", () => {
  const style = { API_MAP_STYLE_URL: "https://a.example/style.json" };
  const tiles = { API_MAP_RASTER_URL: "https://a.example/{z}/{x}/{y}.png" };
  for (
    const two of [{ ...style, ...tiles }, { ...style, API_MAP_PMTILES: "a.pmtiles" }, {
      ...tiles,
      API_MAP_PMTILES: "a",
    }]
  ) {
    assert.throws(() => readSettings(two), /Only one of/);
  }
  assert.throws(() => readSettings({ API_MAP_RASTER_ATTRIBUTION: "Town" }), /needs API_MAP_RASTER_URL/);
});
