/** Texts of the instance, as people read them. */
import assert from "node:assert/strict";
import { answer, serverTest, type TestServer } from "../../support/server.ts";

async function write(
  { url, defaultAccount }: TestServer,
  language: string,
  body: string,
  name = "terms-of-service",
): Promise<void> {
  const headers = { ...defaultAccount, "Content-Type": "text/html" };
  await answer(fetch(`${url}/api/pages/${name}/${language}`, { method: "PUT", headers, body }));
}

async function read({ url }: TestServer, language: string, name = "terms-of-service") {
  const headers = { "Accept": "text/html", "Accept-Language": language };
  const response = await fetch(`${url}/pages/${name}`, { headers });
  return { status: response.status, type: response.headers.get("Content-Type"), text: await response.text() };
}

serverTest("terms are shown in the reader's language or another, without active content", async (server) => {
  assert.equal((await read(server, "fr")).status, 404);
  await write(server, "fr", "<h1>Conditions</h1><p onclick='x()'>Être aimable</p><script>alert(1)</script>");
  const french = await read(server, "fr");
  assert.deepEqual([french.status, french.type], [200, "text/html; charset=UTF-8"]);
  assert.match(french.text, /<article lang="fr"><h1>Conditions<\/h1><p>Être aimable<\/p><\/article>/);
  assert.equal(french.text.match(/<h1/g)?.length, 1);
  assert.match((await read(server, "en")).text, /<article lang="fr">/);

  await write(server, "en", "<p>Be kind</p>");
  assert.match((await read(server, "en")).text, /<h1>Terms of service<\/h1><article lang="en"><p>Be kind<\/p>/);
  assert.equal((await read(server, "en", "constructor")).status, 404);
});

serverTest("every page shows the news and links to the terms, once there are any", async (server) => {
  const home = async (path = "/") => {
    const response = await fetch(server.url + path, { headers: { "Accept": "text/html", "Accept-Language": "fr" } });
    return await response.text();
  };
  assert.doesNotMatch(await home(), /banner|terms-of-service/);
  await write(server, "en", "<p>Closed <b>tonight</b></p><script>alert(1)</script>", "custom-banner");
  await write(server, "en", "<p>Be kind</p>");
  for (const path of ["/", "/upload", "/nowhere"]) {
    const page = await home(path);
    assert.match(page, /<aside class="banner" lang="en"><p>Closed <b>tonight<\/b><\/p><\/aside>/);
    assert.match(page, /<a href="\/pages\/terms-of-service"/);
  }
  assert.doesNotMatch(await home("/embed"), /banner|terms-of-service/);
});
