import assert from "node:assert/strict";
import { onlyRow } from "../../../../src/core/db/rows.ts";
import { answer, serverTest } from "../../../support/server.ts";

const html = { "Content-Type": "text/html" };

serverTest(
  "pages are written by administrators, in languages, and sanitized",
  async ({ url, sql, defaultAccount, account }) => {
    const page = `${url}/api/pages/terms-of-service`;
    const write = (language: string, body: string, headers: Record<string, string>, method = "POST") =>
      fetch(`${page}/${language}`, { method, headers: { ...html, ...headers }, body });
    assert.deepEqual(await answer(fetch(page)), { name: "terms-of-service", languages: [] });
    await answer(write("fr", "<p>Oui</p>", {}), 401);
    assert.match((await answer(write("fr", "<p>Oui</p>", await account("bob")), 403)).message, /admin/);
    await answer(write("fr", "<p onclick='x()'>Oui</p><script>x()</script>", defaultAccount));
    await answer(write("en", "<p>Yes</p>", defaultAccount, "PUT"));
    await answer(write("en", "{}", { ...defaultAccount, "Content-Type": "application/json" }), 400);
    await answer(write("en", "x".repeat(300_000), defaultAccount), 413);
    await answer(write("a-very-long-code", "x", defaultAccount), 400);

    const french = await fetch(`${page}/fr`);
    assert.equal(french.headers.get("content-type"), "text/html");
    assert.equal(french.headers.get("last-modified"), null);
    assert.equal(await french.text(), "<p>Oui</p>");
    const { languages } = await answer(fetch(page));
    assert.deepEqual(
      languages,
      ["en", "fr"].map((language) => ({
        language,
        links: [{ rel: "self", type: "application/json", href: `${page}/${language}` }],
      })),
    );

    await answer(fetch(`${page}/publish-change`, { method: "POST", headers: defaultAccount }));
    const { stamp } = onlyRow(
      await sql`SELECT to_char(updated_at, 'Dy, DD Mon YYYY HH24:MI:SS "GMT"') AS stamp FROM pages LIMIT 1`,
    );
    const published = await fetch(`${page}/en`);
    assert.equal(published.headers.get("last-modified"), stamp);
    await published.body?.cancel();

    await answer(fetch(`${page}/fr`, { method: "DELETE", headers: defaultAccount }));
    await answer(fetch(`${page}/fr`, { method: "DELETE", headers: defaultAccount }), 404);
    assert.equal((await answer(fetch(`${page}/fr`), 404)).message, "Page not available in language fr");
    assert.equal((await answer(fetch(`${url}/api/pages/blog/fr`), 400)).message, "Page name is not recognized");
  },
);
