/** The uploader of indi-allsky: requests with a streamed form of requests-toolbelt. */
import assert from "node:assert/strict";
import { CAMERA, CREATED, imageMetadata } from "../../features/syncapi/client.ts";
import { camera, sendAll } from "../../features/syncapi/python_client.ts";
import { type Client, pythonVersion } from "../client.ts";

export const indiAllsky: Client = {
  name: "indi-allsky, its uploader (requests-toolbelt)",
  does: "announces a camera and sends an image, with and without a slash at the end of the address",
  version: () => pythonVersion("requests-toolbelt"),
  async run({ camera: { client }, url }) {
    for (const [index, base] of [url, `${url}/`, `${url}/indi-allsky`, `${url}/indi-allsky/`].entries()) {
      const metadata = imageMetadata({ camera_uuid: CAMERA, createDate: CREATED + 3600 + 60 * index });
      const { username, key } = client;
      const answers = await sendAll({ url: base, username, key }, [camera, { kind: "image", metadata, media: "sky" }]);
      assert.deepEqual(answers.map(({ status }) => status), [200, 200], base);
      const file = await fetch(`${url}/${answers[1]?.body.url}`);
      assert.equal(await file.text(), "sky", base);
    }
  },
};
