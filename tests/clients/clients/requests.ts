/** Clients that no registry has: what they send, as their documentation and source have it. */
import assert from "node:assert/strict";
import { Browser } from "../../support/browser.ts";
import { answer } from "../../support/server.ts";
import { tileAround } from "../../support/tiles.ts";
import { requestsOf } from "../client.ts";

/** A page of the API of another origin, read by a script: JSON and the headers that browsers ask for. */
async function readAcross(origin: string, address: string) {
  const response = await fetch(address, { headers: { Origin: origin } });
  assert.equal(response.headers.get("Access-Control-Allow-Origin"), origin, address);
  assert.ok(response.headers.get("Vary")?.includes("Origin"), address);
  return response;
}

export const josm = requestsOf(
  "JOSM, plugin MapillaryPanoramax",
  "HEAD of `/api/live`, search by box, items of a collection, pictures",
  async ({ url, items: [item] }) => {
    assert.ok(item);
    const live = await fetch(`${url}/api/live`, { method: "HEAD" });
    assert.equal(live.status, 200);
    const { longitude, latitude, id, collection } = item;
    const box = [longitude - 0.001, latitude - 0.001, longitude + 0.001, latitude + 0.001];
    const { features } = await answer(fetch(`${url}/api/search?bbox=${box}&limit=100`));
    assert.ok(features.some((feature: { id: string }) => feature.id === id));
    const items = await answer(fetch(`${url}/api/collections/${collection}/items`));
    assert.equal(items.features.length, 3);
    for (const { assets: { hd, thumb } } of items.features) {
      for (const { href } of [hd, thumb]) assert.equal((await fetch(href)).status, 200);
    }
  },
);

export const iD = requestsOf(
  "iD",
  "map tiles, an item, the name of its producer, its thumbnail, all from another origin",
  async ({ url, items: [item] }) => {
    assert.ok(item);
    const origin = "https://www.openstreetmap.org";
    const tile = await readAcross(origin, `${url}/api/map/${tileAround(item, 15)}.mvt`);
    assert.ok((await tile.bytes()).length > 0);
    const { assets, providers } = await (await readAcross(
      origin,
      `${url}/api/collections/${item.collection}/items/${item.id}`,
    )).json();
    const thumbnail = await readAcross(origin, assets.thumb.href);
    assert.match(thumbnail.headers.get("Content-Type")!, /^image\/jpeg/);
    await thumbnail.body?.cancel();
    const found = await (await readAcross(origin, `${url}/api/users/search?q=${encodeURIComponent(providers[0].name)}`))
      .json();
    assert.equal(found.features[0].id, providers[0].id);
  },
);

export const goMap = requestsOf(
  "Go Map!!",
  "makes a token and has it claimed; logs in and returns to `gomaposm://`",
  async ({ url, server }) => {
    const generated = await answer(fetch(`${url}/api/auth/tokens/generate?description=GoMap`, { method: "POST" }));
    const claim = generated.links.find(({ rel }: { rel: string }) => rel === "claim").href;
    const claimed = await fetch(claim, { headers: server.defaultAccount, redirect: "manual" });
    await claimed.body?.cancel();
    assert.equal(claimed.headers.get("Location"), `${server.url}/token-accepted`);
    const headers = { Authorization: `Bearer ${generated.jwt_token}` };
    assert.equal((await answer(fetch(`${url}/api/users/me`, { headers }))).name, "Default account");
    const browser = new Browser(url);
    for (const [next, status] of [["gomaposm://panoramax", 302], ["otherapp://panoramax", 400]] as const) {
      const response = await browser.send(`/api/auth/login?next_url=${encodeURIComponent(next)}`);
      await response.body?.cancel();
      assert.equal(response.status, status, next);
    }
  },
);
