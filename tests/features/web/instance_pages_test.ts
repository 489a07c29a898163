/** Texts of the instance, as people read them. */
import assert from "node:assert/strict";
import { answer, serverTest, type TestServer } from "../../support/server.ts";

async function write({ url, defaultAccount }: TestServer, language: string, body: string): Promise<void> {
  const headers = { ...defaultAccount, "Content-Type": "text/html" };
  await answer(fetch(`${url}/api/pages/terms-of-service/${language}`, { method: "PUT", headers, body }));
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
