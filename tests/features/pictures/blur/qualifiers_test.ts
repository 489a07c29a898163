import assert from "node:assert/strict";
import { readQualifier, tagsOfService } from "../../../../src/features/pictures/blur/qualifiers.ts";

Deno.test("readQualifier() reads the tag that a tag is about", () => {
  for (
    const [key, expected] of [
      ["detection_model[osm|traffic_sign]", { name: "detection_model", key: "osm|traffic_sign", value: undefined }],
      ["confidence[osm|traffic_sign=*]", { name: "confidence", key: "osm|traffic_sign", value: "*" }],
      ["model[sign=FR:A13b;FR:M9z[Passage surélevé]]", {
        name: "model",
        key: "sign",
        value: "FR:A13b;FR:M9z[Passage surélevé]",
      }],
      ["x[]", undefined],
      ["plain", undefined],
    ] as const
  ) assert.deepEqual(readQualifier(key), expected, key);
});

Deno.test("tagsOfService() gives what a service detected, with all that qualifies it", () => {
  const ours = [
    { key: "sign", value: "yes" },
    { key: "detection_model[sign=yes]", value: "SGBlur-yolo/1" },
    { key: "confidence[sign=*]", value: "0.8" },
    { key: "person[sign]", value: "maybe" },
  ];
  const others = [
    { key: "sign", value: "no" },
    { key: "confidence[sign=no]", value: "0.1" },
    { key: "colour", value: "red" },
    { key: "detection_model[colour=red]", value: "Other-1" },
    { key: "detection_model[shape=round]", value: "SGBlur/1.0" },
  ];
  const found = tagsOfService([...others, ...ours], "SGBlur");
  assert.deepEqual(new Set(found), new Set(ours));
});
