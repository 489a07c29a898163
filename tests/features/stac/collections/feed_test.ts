import assert from "node:assert/strict";
import { element, escapeXml } from "../../../../src/core/http/xml.ts";
import { StoreUnreachableError } from "../../../../src/core/storage/mod.ts";
import { readThumbnailSizes } from "../../../../src/features/pictures/mod.ts";
import { uploadWalk } from "../../../support/instances.ts";
import { filesBelow, serverTest } from "../../../support/server.ts";
import { seedSequence, uuid, walk } from "../seeds.ts";
import { BASE, stacTest } from "../support.ts";

stacTest("The feed lists the collections that the caller may see, the newest first", async (test) => {
  const bob = await test.account("bob & co");
  await seedSequence(test.sql, { id: uuid(1), account: bob, title: "<old>", pictures: walk(11) });
  await seedSequence(test.sql, { id: uuid(2), account: bob, title: "new", insertedAt: "2024-06-01T00:00:00Z" });
  await seedSequence(test.sql, { id: uuid(3), account: bob, title: "secret", visibility: "owner-only" });

  const response = await test.ask("/api/collections?format=rss");
  assert.equal(response.headers.get("Content-Type"), "text/xml; charset=utf-8");
  assert.equal(response.headers.get("Vary"), "Accept, Accept-Language, Authorization, Cookie");
  const { headers } = await test.ask("/api/collections");
  assert.equal(headers.get("Vary"), "Accept, Authorization, Cookie");
  const text = await response.text();
  assert.ok(text.startsWith('<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" '), text.slice(0, 80));
  assert.ok(!text.includes("secret"));
  assert.deepEqual([...text.matchAll(/<item><title>([^<]*)/g)].map(([, title]) => title), ["new", "&lt;old&gt;"]);
  const self = `${BASE}/api/collections/${uuid(1)}`;
  for (
    const part of [
      `<link>${BASE}/viewer#focus=map&amp;map=18/49.00688961988304/1.9191854417991367</link>`,
      'Sequence "&lt;old&gt;" by "bob &amp; co" was captured on 2021-07-29 09:16:54+00:00.',
      "<pubDate>Wed, 01 May 2024 10:00:00 GMT</pubDate>",
      `<enclosure url="${self}/thumb.jpg" length="0" type="image/jpeg"></enclosure>`,
      `<guid isPermaLink="true">${self}</guid>`,
      "<georss:point>49.00688961988304 1.9191854417991367</georss:point>",
    ]
  ) assert.ok(text.includes(part), `${part} in ${text}`);
});

stacTest("The feed comes to those whose Accept prefers it, in their language", async (test) => {
  for (
    const [language, part] of [["fr", "Liste des"], ["de", "Liste der Sammlungen von diesem"], [
      "en",
      "List of",
    ]] as const
  ) {
    const headers = { Accept: "application/rss+xml, application/json;q=0.5", "Accept-Language": language };
    const text = await (await test.ask("/api/collections", "anonymous", { headers })).text();
    assert.ok(text.includes(part), text);
    assert.ok(text.includes(`<language>${language}</language>`));
  }
  const headers = { Accept: "application/rss+xml" };
  assert.deepEqual((await test.json("/api/collections?format=json", { init: { headers } })).collections, []);
});

stacTest("Sizes of thumbnails are unknown while their store is away", async (test) => {
  const bob = await test.account("bob");
  await seedSequence(test.sql, { id: uuid(1), account: bob, pictures: walk(11) });
  const sizes = (error: Error) => readThumbnailSizes(test.sql, { open: () => Promise.reject(error) }, [uuid(1)], null);
  assert.equal((await sizes(new StoreUnreachableError("away"))).size, 0);
  await assert.rejects(sizes(new TypeError("a defect")), TypeError);
});

serverTest(
  "The feed's logo and thumbnails are pictures, and enclosures have the length of what is sent",
  async (server) => {
    await uploadWalk(server, 2);
    await server.backend.runner!.idle();
    const feed = async () => await (await fetch(`${server.url}/api/collections?format=rss`)).text();
    const text = await feed();
    const logo = /<image><url>([^<]+)/.exec(text)?.[1];
    const [, thumbnail, length] = /<enclosure url="([^"]+)" length="(\d+)"/.exec(text) ?? [];
    assert.ok(logo && thumbnail, text);
    assert.equal(Number(length), (await (await fetch(thumbnail)).bytes()).length);
    for (const file of await filesBelow(`${server.storage}/derivates`)) {
      await Deno.remove(`${server.storage}/derivates/${file}`);
    }
    assert.match(await feed(), /<enclosure url="[^"]+" length="0"/, "not known");
    for (const [what, url] of Object.entries({ logo, thumbnail })) {
      const response = await fetch(url);
      assert.equal(response.status, 200, what);
      assert.match(response.headers.get("Content-Type")!, /^image\//, what);
      assert.ok((await response.bytes()).length > 0, what);
    }
  },
);

stacTest("The feed cannot announce deleted collections", async (test) => {
  const refusal = await test.json("/api/collections?format=rss&show_deleted=true", { status: 400 });
  assert.equal(refusal.message, "RSS format does not support deleted sequences");
});

Deno.test("element() and escapeXml() write XML that holds any text", () => {
  assert.equal(element("a", { b: `"<&` }, [escapeXml("<&>\0\u000B")]), '<a b="&quot;&lt;&amp;">&lt;&amp;&gt;</a>');
});
