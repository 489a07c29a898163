import assert from "node:assert/strict";
import { featureCollection } from "../../../src/features/stac/answers.ts";

const LINKS = [{ rel: "root", href: "https://ex.org/api/" }];

async function* batches(...lists: string[][]) {
  yield* lists;
}

Deno.test("featureCollection() writes any number of batches as one FeatureCollection", async () => {
  for (const lists of [[], [[]], [["1"]], [["1", "2"], ["3"]], [["1"], [], ["2"], ["3", "4"]], [[], ["1"]]]) {
    const response = await featureCollection(batches(...lists), () => ({ links: LINKS }));
    assert.equal(response.headers.get("Content-Type"), "application/geo+json");
    assert.deepEqual(await response.json(), {
      type: "FeatureCollection",
      features: lists.flat().map(Number),
      links: LINKS,
    }, JSON.stringify(lists));
  }
});

Deno.test("featureCollection() asks for the links once all batches are read", async () => {
  let read = 0;
  const counted = async function* () {
    for (const batch of [["1"], ["2"], ["3"]]) {
      read++;
      yield batch;
    }
  };
  const response = await featureCollection(counted(), () => ({ links: [{ rel: "count", href: String(read) }] }));
  assert.deepEqual((await response.json()).links, [{ rel: "count", href: "3" }]);
});

Deno.test("featureCollection() reads no further than the client does", async () => {
  let read = 0;
  const endless = async function* () {
    while (true) {
      read++;
      yield [`"${"x".repeat(100_000)}"`];
    }
  };
  const response = await featureCollection(endless(), () => ({ links: [] }));
  const reader = response.body!.getReader();
  await reader.read();
  await reader.cancel();
  assert.ok(read < 10, `${read} batches were read`);
});
