/** Items are valid, and their angles are those of perspective-imagery, whatever older instances stored of a picture. */
import assert from "node:assert/strict";
import { assertValidStac } from "../../../support/stac_validity.ts";
import { PANORAMA, seedSequence, uuid } from "../seeds.ts";
import { stacTest } from "../support.ts";

const STORED: Record<string, unknown>[] = [
  {},
  { pitch: -90, roll: 180, yaw: 360 },
  { pitch: 91, roll: -181, yaw: -45.2 },
  { pitch: -270, roll: 720, yaw: 1080 },
  { pitch: 1e300, roll: -1e300, yaw: 1e300 },
  { pitch: "12", roll: "x", yaw: true },
  { pitch: null, roll: null, yaw: null, focal_length: 0, field_of_view: 0, width: 0, height: 0 },
  { pitch: null, roll: null, yaw: null, focal_length: -3, field_of_view: -1, width: -5, height: 3 },
  { pitch: null, roll: null, yaw: null, focal_length: "3", field_of_view: 361, width: 1.5, height: "7" },
  { pitch: null, roll: null, crop: { fullWidth: 0, fullHeight: 0, width: 0, height: 0, left: 0, top: 0 } },
  { pitch: null, roll: null, make: 7, model: ["x"] },
];

stacTest("Items are valid, whatever is stored of a picture", async ({ sql, json, account }) => {
  const pictures = STORED.map((metadata, index) => ({
    id: uuid(11 + index),
    longitude: 2,
    latitude: 48,
    metadata: { ...PANORAMA, ...metadata },
  }));
  await seedSequence(sql, { id: uuid(1), account: await account("bob"), pictures });
  const { features } = await json(`/api/collections/${uuid(1)}/items`);
  assert.equal(features.length, STORED.length);
  const angles = [];
  for (const feature of features) {
    assertValidStac(feature);
    const { "pers:pitch": pitch, "pers:roll": roll, "pers:yaw": yaw } = feature.properties;
    assert.ok(pitch === undefined || Math.abs(pitch) <= 90, feature.id);
    assert.ok(roll === undefined || Math.abs(roll) <= 180, feature.id);
    assert.ok(yaw === undefined || yaw >= 0 && yaw <= 360, feature.id);
    angles.push([pitch, roll, yaw && Math.round(yaw * 10) / 10]);
  }
  assert.deepEqual(angles.slice(0, 3), [[0, 0, undefined], [-90, 180, 360], [undefined, 179, 314.8]]);
});
