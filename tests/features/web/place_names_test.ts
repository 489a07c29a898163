/** Pages name the town near which something is, with the coordinates. */
import assert from "node:assert/strict";
import { uploadSequence } from "../../browser/people.ts";
import { answer, serverTest } from "../../support/server.ts";

/** Flat pictures, whose pages failed. */
const RENNES = { latitude: 48.1113, longitude: -1.68, width: 1600, height: 900 },
  OCEAN = { latitude: 30, longitude: -40, seed: 50 };

serverTest("the pages of a sequence, a picture and an account name the town nearby", async (server) => {
  const { url } = server, headers = await server.account("alice");
  const { id, pictures: [picture] } = await uploadSequence(server, headers, RENNES);
  const { id: atSea } = await uploadSequence(server, headers, OCEAN);
  const { id: account } = await answer(fetch(`${url}/api/users/me`, { headers }));
  const read = async (path: string, language = "en") => {
    const response = await fetch(url + path, {
      headers: { ...headers, "Accept-Language": language, Accept: "text/html" },
    });
    assert.equal(response.status, 200, path);
    return await response.text();
  };
  for (const path of [`/sequences/${id}`, `/pictures/${picture}`]) {
    const page = await read(path);
    assert.match(page, /Near Rennes, France/, path);
    assert.match(page, />48\.11\d{3}, -1\.6\d{4}</, path);
    assert.match(page, /GeoNames \(CC BY 4\.0\)/, path);
  }
  assert.match(await read(`/sequences/${id}`, "de"), /Bei Rennes, Frankreich/);
  const profile = await read(`/users/${account}`);
  assert.equal(profile.match(/Near /g)?.length, 1);
  const sea = await read(`/sequences/${atSea}`);
  assert.doesNotMatch(sea, /Near /);
  assert.match(sea, />30\.00/);
});
