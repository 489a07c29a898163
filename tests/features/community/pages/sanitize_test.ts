import assert from "node:assert/strict";
import { sanitizePage } from "../../../../src/features/community/pages/sanitize.ts";

Deno.test("sanitizePage() keeps text and formatting", () => {
  const page =
    `<h1 id="top">Terms</h1><p class="note" lang="fr">Voilà <strong>tout</strong>, <a href="https://example.org/">là</a>.</p>` +
    `<ol start="2"><li>one</li></ol><table><tr><td colspan="2">x</td></tr></table><p><img src="/logo.png" alt="Logo" /></p>`;
  assert.equal(sanitizePage(page), page.replace("<tr>", "<tr>"));
});

Deno.test("sanitizePage() removes what could run", () => {
  const cases = {
    "<p onclick='steal()'>x</p>": "<p>x</p>",
    "<script>steal()</script><p>x</p>": "<p>x</p>",
    "<a href='javascript:steal()'>x</a>": "<a>x</a>",
    "<a href='java\nscript:steal()'>x</a>": "<a>x</a>",
    "<iframe src='https://example.org'></iframe>": "",
    "<img src='x' onerror='steal()'>": `<img src="x" />`,
    "<svg><script>steal()</script></svg>": "",
    "<form action='https://example.org'><input name='password'></form>": "",
    "<p style='position:fixed'>x</p>": "<p>x</p>",
    "<a href='/' target='_blank'>x</a>": `<a href="/" target="_blank" rel="noopener noreferrer">x</a>`,
  };
  for (const [given, wanted] of Object.entries(cases)) assert.equal(sanitizePage(given), wanted, given);
});
