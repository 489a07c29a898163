import assert from "node:assert/strict";
import { uploadSoftware } from "../../../../src/features/stac/collections/upload_software.ts";

Deno.test("uploadSoftware() knows the programs by their User-Agent", () => {
  for (
    const [userAgent, expected] of [
      [null, "unknown"],
      ["GeoVisioCLI/0.3.5", "cli"],
      ["PanoramaxCLI/1.2", "cli"],
      ["panoramaxcli", "cli"],
      [" GeoVisioWebsite /2.0", "website"],
      ["PanoramaxApp/1.0 (iOS)", "mobile_app"],
      ["Mozilla/5.0", "other"],
      ["", "other"],
      ["constructor/1", "other"],
    ] as const
  ) assert.equal(uploadSoftware(userAgent), expected, String(userAgent));
});
