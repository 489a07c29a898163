import assert from "node:assert/strict";
import { derivatesFolder, hdPath, sdPath, thumbPath, tilePath } from "../../../src/core/storage/layout.ts";

const ID = "4366dddb-8a71-4f6e-a3d4-cb6b545476bb";
const FOLDER = "/43/66/dd/db/8a71-4f6e-a3d4-cb6b545476bb";

Deno.test("layout spreads pictures over folders as geovisio does", () => {
  assert.equal(hdPath(ID), `${FOLDER}.jpg`);
  assert.equal(derivatesFolder(ID), FOLDER);
  assert.equal(thumbPath(ID), `${FOLDER}/thumb.jpg`);
  assert.equal(sdPath(ID), `${FOLDER}/sd.jpg`);
  assert.equal(tilePath(ID, 7, 3), `${FOLDER}/tiles/7_3.jpg`);
});

Deno.test("layout reads ids in upper case as the same picture", () => {
  assert.equal(hdPath(ID.toUpperCase()), hdPath(ID));
});

Deno.test("layout refuses what is no UUID", () => {
  for (const id of ["", "../../etc/passwd", ID.slice(1), `${ID}/..`, `${ID}\n`]) {
    assert.throws(() => hdPath(id), TypeError, id);
  }
});
