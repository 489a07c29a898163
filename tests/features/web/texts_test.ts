import assert from "node:assert/strict";
import { ACCOUNT_TEXTS } from "../../../src/features/web/account/texts.ts";
import { ADMIN_TEXTS } from "../../../src/features/web/admin/texts.ts";
import { ADMIN_BACKUPS_TEXTS } from "../../../src/features/web/admin/backups_page.tsx";
import { ADMIN_HEALTH_TEXTS } from "../../../src/features/web/admin/health_page.tsx";
import { ADMIN_SETTINGS_TEXTS } from "../../../src/features/web/admin/settings_page.tsx";
import { ADMIN_USERS_TEXTS } from "../../../src/features/web/admin/users_texts.ts";
import { HISTORY_TEXTS, UPLOAD_TEXTS } from "../../../src/features/web/upload/texts.ts";
import { PICTURE_EDIT_TEXTS, PICTURE_TEXTS } from "../../../src/features/web/picture/texts.ts";
import { SEQUENCE_EDIT_TEXTS, SEQUENCE_TEXTS } from "../../../src/features/web/sequence/texts.ts";
import { ENGLISH } from "../../../src/core/messages/english/mod.ts";

const STATIC = new URL("../../../src/features/web/static/", import.meta.url);
const PAGES: Record<string, readonly string[]> = {
  "account.js": ACCOUNT_TEXTS,
  "admin.js": ADMIN_TEXTS,
  "admin_backups.js": ADMIN_BACKUPS_TEXTS,
  "admin_health.js": ADMIN_HEALTH_TEXTS,
  "admin_settings.js": ADMIN_SETTINGS_TEXTS,
  "admin_users.js": ADMIN_USERS_TEXTS,
  "picture.js": PICTURE_TEXTS,
  "picture_edit.js": [...PICTURE_TEXTS, ...PICTURE_EDIT_TEXTS],
  "sequence.js": SEQUENCE_TEXTS,
  "sequence_edit.js": [...SEQUENCE_TEXTS, ...SEQUENCE_EDIT_TEXTS],
  "upload.js": UPLOAD_TEXTS,
  "upload_history.js": HISTORY_TEXTS,
};

/** The areas of texts, which begin their keys. */
const AREAS = [...new Set(Object.keys(ENGLISH).map((key) => key.split(".")[0]))].join("|");
const KEY = new RegExp(`"((?:${AREAS})\\.\\w+)"`, "g");
const PREFIX = new RegExp(`\`((?:${AREAS})\\.\\w+)\\$\\{`, "g");

/** The source of a script and of all that it imports. */
async function scriptWithImports(name: string, seen = new Set<string>()): Promise<string> {
  if (seen.has(name)) return "";
  seen.add(name);
  const source = await Deno.readTextFile(new URL(name, STATIC));
  const imported = [...source.matchAll(/(?:from|import) "\.\/([\w.]+)"/g)].map(([, file]) => file);
  return source + (await Promise.all(imported.map((file) => scriptWithImports(file!, seen)))).join("");
}

for (const [script, texts] of Object.entries(PAGES)) {
  Deno.test(`${script} gets every text that it shows, and no other`, async () => {
    const source = await scriptWithImports(script);
    const named = [...source.matchAll(KEY)].map(([, key = ""]) => key);
    // say() takes the singular of a text, where it has one.
    const shown = new Set(named.flatMap((key) => `${key}_one` in ENGLISH ? [key, `${key}_one`] : [key]));
    const prefixes = [...source.matchAll(PREFIX)].map(([, prefix]) => prefix!);
    const isShown = (key: string) => shown.has(key) || prefixes.some((prefix) => key.startsWith(prefix));
    assert.deepEqual([...shown].filter((key) => !texts.includes(key)), [], "missing");
    assert.deepEqual(texts.filter((key) => !isShown(key)), [], "not used");
    for (const prefix of prefixes) assert.ok(texts.some((key) => key.startsWith(prefix)), prefix);
  });
}
