import assert from "node:assert/strict";
import { readSettings } from "../../../../src/core/settings/mod.ts";
import { assets, assetTemplates } from "../../../../src/features/stac/items/assets.ts";
import type { ItemRow } from "../../../../src/features/stac/items/item_row.ts";
import { describeInstance } from "../../../../src/features/stac/json_context.ts";

const ID = "7d1c9a52-40d8-4d3a-9a35-0f6f0e0c1b77", PATH = "/7d/1c/9a/52/40d8-4d3a-9a35-0f6f0e0c1b77";
const API = `https://ex.org/api/pictures/${ID}`;
const context = (variables: Record<string, string>) => ({
  instance: describeInstance(readSettings(variables)),
  base: "https://ex.org",
  caller: null,
});
const HD_ONLY = { API_PERMANENT_PICTURES_PUBLIC_URL: "https://cdn.org/hd/" };
const BOTH = {
  ...HD_ONLY,
  PICTURE_PROCESS_DERIVATES_STRATEGY: "PREPROCESS",
  API_DERIVATES_PICTURES_PUBLIC_URL: "https://cdn.org/derivates",
};

Deno.test("assets() leads past the API only to what everybody may see", () => {
  const cases: [ItemRow["visibility"], ItemRow["visibility"], Record<string, string>, string[]][] = [
    ["anyone", "anyone", {}, [`${API}/hd.jpg`, `${API}/sd.jpg`, `${API}/thumb.jpg`]],
    ["anyone", "anyone", HD_ONLY, [`https://cdn.org/hd${PATH}.jpg`, `${API}/sd.jpg`, `${API}/thumb.jpg`]],
    ["anyone", null, BOTH, [
      `https://cdn.org/hd${PATH}.jpg`,
      `https://cdn.org/derivates${PATH}/sd.jpg`,
      `https://cdn.org/derivates${PATH}/thumb.jpg`,
    ]],
    ["owner-only", "anyone", BOTH, [`${API}/hd.jpg`, `${API}/sd.jpg`, `${API}/thumb.jpg`]],
    ["anyone", "logged-only", BOTH, [`${API}/hd.jpg`, `${API}/sd.jpg`, `${API}/thumb.jpg`]],
    [null, "anyone", BOTH, [`${API}/hd.jpg`, `${API}/sd.jpg`, `${API}/thumb.jpg`]],
  ];
  for (const [visibility, collection_visibility, variables, expected] of cases) {
    const { hd, sd, thumb } = assets({ id: ID, visibility, collection_visibility }, context(variables));
    assert.deepEqual([hd.href, sd.href, thumb.href], expected);
  }
});

Deno.test("assetTemplates() keeps the braces of the template", () => {
  const row = { id: ID, visibility: "anyone", collection_visibility: "anyone" } as const;
  assert.equal(assetTemplates(row, context({})).tiles.href, `${API}/tiled/{TileCol}_{TileRow}.jpg`);
  assert.equal(
    assetTemplates(row, context(BOTH)).tiles.href,
    `https://cdn.org/derivates${PATH}/tiles/{TileCol}_{TileRow}.jpg`,
  );
});
