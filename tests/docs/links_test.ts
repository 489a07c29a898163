/** Pages name files and link to each other; both must exist. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

const PROJECT = new URL("../../", import.meta.url);
/** Paths in code spans, such as `src/core/db/sql.ts`; those with placeholders or patterns name no single file. */
const NAMED = /`((?:src|tests|scripts|docs|migrations|fuzz|drill|deploy)\/[\w./-]*[\w/])`/g;
const LINKED = /\]\(([^)#\s]+)(?:#[^)\s]*)?\)/g;

async function pages(folder: URL = PROJECT): Promise<URL[]> {
  const found: URL[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory && !/^(\.git|node_modules|build|panoramax-data|results)$/.test(name)) {
      found.push(...await pages(new URL(`${name}/`, folder)));
    } else if (name.endsWith(".md")) found.push(new URL(name, folder));
  }
  return found;
}

async function exists(path: URL): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

for (const page of await pages()) {
  const name = fileURLToPath(page).slice(fileURLToPath(PROJECT).length);
  Deno.test(`${name} names and links to files that exist`, async () => {
    const text = await Deno.readTextFile(page);
    const missing: string[] = [];
    for (const [, path = ""] of text.matchAll(NAMED)) {
      if (!await exists(new URL(path, PROJECT))) missing.push(path);
    }
    for (const [, link = ""] of text.matchAll(LINKED)) {
      if (!/^[a-z]+:/.test(link) && !await exists(new URL(link, page))) missing.push(link);
    }
    assert.deepEqual(missing, []);
  });
}
