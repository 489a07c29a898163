/**
 * Asks every operation of a running server as every kind of caller, about things of every visibility, and writes down who is
 * let through: docs/permissions.md.
 */
import assert from "node:assert/strict";
import { onlyRow } from "../../src/core/db/rows.ts";
import { ACCESS_RULES, type Scope, scopeOf } from "../../src/core/http/access_rules.ts";
import type { Sql } from "../../src/core/db/sql.ts";
import type { RouteDeclaration } from "../../src/core/http/router.ts";
import { createApp } from "../../src/main/app.ts";
import { makePicture, walk } from "./pictures.ts";
import { answer, type TestServer } from "./server.ts";
import { createUploadSet, sendFile, uploadSetWhenIdle } from "./uploads.ts";

/** `owner` owns what is asked for; `deactivated` is an account that was turned off. */
export const CALLERS = ["anonymous", "deactivated", "other", "owner", "administrator"] as const;
export type Caller = (typeof CALLERS)[number];

export const VISIBILITIES = ["anyone", "logged-only", "owner-only"] as const;

/** What an operation makes of a caller. */
export type Outcome = "yes" | "no" | "hidden" | "log in";

/** One operation, and what each caller gets: one outcome, or one for each visibility. */
export interface Permission {
  method: string;
  path: string;
  /** What a token needs to be let through; null where tokens do not count. */
  scope: Scope | null;
  outcomes: Record<Caller, Outcome[]>;
}

const NOTHING = "00000000-0000-0000-0000-000000000000";
/** Addresses that are the same as others by another name, or that only show a page or a file of the program. */
const LEFT_OUT = /^\/(indi-allsky|static|ajax|apidocs|apispec)|^\/(latest|loop|charts|mini)/;

type Headers = Record<string, string>;
/** Ids by the part of the address that they follow, or by the name of their parameter. */
type Content = Record<string, string>;

/** Bodies of operations that only say whether the caller may when what is sent makes sense. */
function bodyOf(method: string, path: string, content: Content): BodyInit | undefined {
  if (method === "get") return undefined;
  const json = (value: unknown) => new Blob([JSON.stringify(value)], { type: "application/json" });
  const square = [[[0, 0], [0, 1], [1, 1], [1, 0], [0, 0]]];
  const tags = { semantics: [{ key: "a", value: crypto.randomUUID() }] };
  const area = { type: "Feature", geometry: { type: "Polygon", coordinates: square }, properties: {} };
  const key = `${method} ${path.replaceAll(/\{\w+(:\w+)?\}/g, "*")}`;
  if (/(files|items)$/.test(path) && method === "post") {
    const form = new FormData();
    form.set("position", "7");
    form.set(path.includes("collections") ? "picture" : "file", new Blob(["nothing"]), "a.jpg");
    return form;
  }
  if (/\/annotations$/.test(path)) return json({ shape: [0, 0, 5, 5], ...tags });
  if (/\/annotations\/\*$/.test(key)) return method === "patch" ? json(tags) : undefined;
  if (/excluded_areas$/.test(path)) {
    return method === "put" ? json({ type: "FeatureCollection", features: [] }) : json(area);
  }
  switch (key) {
    case "patch /api/collections/*":
      return json({ title: "Another title" });
    case "patch /api/collections/*/items/*":
      return json({ visibility: "anyone" });
    case "patch /api/collections/*/items":
      return json({ items: [content.pictures], visibility: "anyone" });
    case "post /api/collections/*/items/delete":
    case "post /api/collections/*/items.zip":
      return json({ items: [content.pictures] });
    case "post /api/collections/*/items/*/undo":
      return json({ change: content.changes });
    case "post /api/collections/*/split":
      return json({ from: content.pictures });
    case "post /api/collections/*/merge":
      return json({ collection: content.collections });
    case "patch /api/upload_sets/*":
      return json({ sort_method: "filename-asc" });
    case "patch /api/reports/*":
      return json({ resolver_comments: "Seen" });
    case "patch /api/admin/users/*":
      return json({ role: "user" });
    case "patch /api/admin/settings":
      return json({});
    case "post /api/admin/users":
      return json({ name: crypto.randomUUID() });
    case "post /api/admin/invitations":
      return json({});
    case "put /api/admin/users/*/quota":
      return json({ max_pictures: null, max_bytes: null });
    case "patch /api/users/me":
      return json({ collaborative_metadata: true });
    case "post /api/reports":
      return json({ issue: "mislocated", picture_id: content.pictures });
    case "post /api/upload_sets":
      return json({ title: "A walk" });
    case "post /api/transfers":
      return json({ collection_location: "nowhere" });
    case "post /api/search":
      return json({});
    default:
      return undefined;
  }
}

/** A set, a collection with a picture in it, and all that can belong to them, made at once and without files. */
async function makeContent(sql: Sql, owner: string): Promise<Content> {
  const one = async (query: Promise<Record<string, string>[]>) => Object.values((await query)[0]!)[0]!;
  const set = await one(sql`
    INSERT INTO upload_sets (account_id, title, visibility) VALUES (${owner}, 'A walk', 'anyone') RETURNING id`);
  const sequence = await one(sql`
    INSERT INTO sequences (account_id, metadata, status, visibility, upload_set_id)
    VALUES (${owner}, '{"title": "A walk"}', 'ready', 'anyone', ${set}) RETURNING id`);
  const picture = await one(sql`
    INSERT INTO pictures (account_id, upload_set_id, ts, geom, metadata, status, preparing_status, visibility)
    VALUES (${owner}, ${set}, now(), ST_SetSRID(ST_MakePoint(12, 34), 4326),
      '{"width": 640, "height": 480, "cols": 1, "rows": 1}', 'ready', 'prepared', 'anyone') RETURNING id`);
  await sql`INSERT INTO sequences_pictures (seq_id, rank, pic_id) VALUES (${sequence}, 1, ${picture})`;
  const annotation = await one(sql`
    INSERT INTO annotations (picture_id, shape)
    VALUES (${picture}, '{"type": "Polygon", "coordinates": [[[1, 1], [2, 1], [2, 2], [1, 2], [1, 1]]]}') RETURNING id`);
  await sql`INSERT INTO annotations_semantics (annotation_id, key, value) VALUES (${annotation}, 'osm|a', 'b')`;
  const area = sql`ST_Multi(ST_MakeEnvelope(100, 50, 101, 51, 4326))`;
  return {
    upload_sets: set,
    collections: sequence,
    sequences: sequence,
    items: picture,
    pictures: picture,
    annotations: annotation,
    users: owner,
    changes: await one(sql`
      INSERT INTO pictures_changes (picture_id, account_id, previous_value_changed)
      VALUES (${picture}, ${owner}, '{"heading": 1}') RETURNING id`),
    reports: await one(sql`
      INSERT INTO reports (issue, picture_id, reporter_account_id) VALUES ('mislocated', ${picture}, ${owner})
      RETURNING id`),
    tokens: await one(sql`INSERT INTO tokens (account_id, description) VALUES (${owner}, '') RETURNING id`),
    unclaimed: await one(sql`INSERT INTO tokens (description) VALUES ('') RETURNING id`),
    jobs: await one(sql`
      INSERT INTO job_queue (picture_id, task) VALUES (${picture}, 'prepare')
      ON CONFLICT (picture_id) DO UPDATE SET nb_errors = 0 RETURNING id`),
    areas_of_owner: await one(
      sql`INSERT INTO excluded_areas (account_id, geom) VALUES (${owner}, ${area}) RETURNING id`,
    ),
    areas: await one(sql`INSERT INTO excluded_areas (geom) VALUES (${area}) RETURNING id`),
    transfers: await one(sql`
      INSERT INTO job_queue (sequence_id, task, args)
      VALUES (${sequence}, 'transfer', '{"location": "nowhere", "nb_items_to_transfer": 1}')
      ON CONFLICT (sequence_id) DO UPDATE SET task = EXCLUDED.task, args = EXCLUDED.args RETURNING id`),
  };
}

/** The address of an operation, with what is on the instance in it. */
function addressOf(path: string, content: Content): string {
  const id = (kind: string) => {
    if (path.startsWith("/api/auth/tokens")) return content.unclaimed;
    if (kind === "excluded_areas") return path.includes("/users/me/") ? content.areas_of_owner : content.areas;
    return content[kind];
  };
  return path.replaceAll(/(?<=\/(\w+)\/)\{\w+:uuid\}/g, (_, kind: string) => id(kind) ?? NOTHING)
    .replaceAll(/\{\w+:int\}/g, "0").replace("{format}", "jpg").replace("{column}_{row}", "0_0")
    .replace(/\{column:int\}_\{row:int\}/, "0_0").replace(/\{format:word\}/, "jpg")
    .replace(/\{page(:word)?\}/, "terms-of-service").replace(/\{language(:word)?\}/, "en")
    .replaceAll(/\{\w+(:\w+)?\}/g, "x");
}

function outcomeOf(status: number, location: string | null): Outcome {
  if (status === 401 || (status === 302 && location?.includes("/api/auth/login"))) return "log in";
  if (status === 403) return "no";
  return status === 404 ? "hidden" : "yes";
}

/** Asks all operations. The server must not run jobs while it is asked. */
export async function readPermissions(server: TestServer): Promise<Permission[]> {
  const { sql } = server;
  const headers: Record<Caller, Headers> = {
    anonymous: {},
    deactivated: await server.account("deactivated"),
    other: await server.account("other"),
    owner: await server.account("owner"),
    administrator: server.defaultAccount,
  };
  const idOf = async (name: string) => (await sql`SELECT id FROM accounts WHERE name = ${name}`)[0]!.id as string;
  const owner = await idOf("owner");
  const contents: Content[] = [];
  for (const visibility of VISIBILITIES) contents.push(await uploadContent(server, headers.owner, visibility));
  await server.backend.runner?.stop();
  for (const [index, uploaded] of contents.entries()) {
    contents[index] = { ...await makeContent(sql, owner), ...uploaded };
  }
  await sql`INSERT INTO deactivated_accounts (account_id) VALUES (${await idOf("deactivated")})`;
  await sql`INSERT INTO pages (name, lang, content, updated_at) VALUES ('terms-of-service', 'en', 'Terms', now())`;

  const ask = async (route: RouteDeclaration, caller: Caller, content: Content) => {
    const { method, path } = route;
    const response = await fetch(server.url + addressOf(path, content), {
      method: method.toUpperCase(),
      headers: headers[caller],
      body: bodyOf(method, path, content),
      redirect: "manual",
    });
    const text = await response.text();
    assert.ok(response.status < 500, `${method} ${path}, ${caller}: ${response.status} ${text}`);
    return outcomeOf(response.status, response.headers.get("Location"));
  };

  const tokens = await sql<{ id: string; account_id: string }[]>`SELECT id, account_id FROM tokens`;
  const permissions: Permission[] = [];
  for (const route of createApp(server.backend.services).router.declarations) {
    const { method, path, access } = route;
    if (LEFT_OUT.test(path)) continue;
    const outcomes = Object.fromEntries(CALLERS.map((caller) => [caller, [] as Outcome[]])) as Record<
      Caller,
      Outcome[]
    >;
    for (const caller of CALLERS) {
      if (ACCESS_RULES[access].writes) {
        outcomes[caller].push(await ask(route, caller, await makeContent(sql, owner)));
        // Some operations change the caller: the next one has to be the same.
        await sql`UPDATE accounts SET role = 'admin' WHERE is_default`;
        await sql`INSERT INTO tokens ${sql(tokens)} ON CONFLICT (id) DO NOTHING`;
      } else {
        const asked = path.includes(":uuid") ? contents : contents.slice(0, 1);
        for (const content of asked) outcomes[caller].push(await ask(route, caller, content));
      }
    }
    permissions.push({ method: method.toUpperCase(), path, scope: scopeOf(route), outcomes });
  }
  return permissions;
}

/** A real upload, processed, of the given visibility. */
async function uploadContent(server: TestServer, headers: Headers, visibility: string): Promise<Content> {
  const set = await createUploadSet(server, { estimated_nb_files: 1, visibility }, headers);
  const seed = VISIBILITIES.indexOf(visibility as typeof VISIBILITIES[number]);
  const bytes = await makePicture({ ...walk(1)[0], seed });
  await answer(sendFile(server, set, { name: "a.jpg", bytes }, { headers }), 202);
  const { associated_collections } = await uploadSetWhenIdle(server, set, headers);
  const collection = associated_collections[0].id;
  const { features } = await answer(fetch(`${server.url}/api/collections/${collection}/items`, { headers }));
  const picture = features[0].id;
  const { id: annotation } = await answer(fetch(`${server.url}/api/pictures/${picture}/annotations`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify({ shape: [1, 1, 9, 9], semantics: [{ key: "a", value: "b" }] }),
  }));
  const transfer = onlyRow(
    await server.sql<{ id: string }[]>`
    INSERT INTO job_history (job_task, sequence_id, args, finished_at) 
    VALUES ('transfer', ${collection}, '{"location": "nowhere", "nb_items_to_transfer": 1}', now()) RETURNING id`,
  );
  return {
    upload_sets: set,
    collections: collection,
    sequences: collection,
    items: picture,
    pictures: picture,
    annotations: annotation,
    transfers: transfer.id,
  };
}

const SYMBOLS: Record<Outcome, string> = { "yes": "yes", "no": "no", "hidden": "404", "log in": "login" };

/** The table as Markdown. */
export function permissionsDocument(permissions: Permission[]): string {
  const cell = (outcomes: Outcome[]) => {
    const words = outcomes.map((outcome) => SYMBOLS[outcome]);
    return new Set(words).size === 1 ? words[0] : words.join(" / ");
  };
  const rows = permissions.map(({ method, path, scope, outcomes }) => {
    const address = path.replaceAll(/\{(\w+):\w+\}/g, "{$1}");
    return `| ${method} | \`${address}\` | ${CALLERS.map((caller) => cell(outcomes[caller])).join(" | ")} | ${
      scope ?? "–"
    } |`;
  });
  return [
    "# Permissions",
    "",
    "Every operation, and what it makes of each caller. Written by `deno run -A scripts/write_permissions.ts`, which asks a",
    "running server with default settings and logins by password; a test compares. [security.md](security.md) has the rules.",
    "",
    "What is asked for belongs to `owner`, and nothing of it was made without credentials. Where three words stand, they are",
    "for what everybody may see, for what members may see (`logged-only`), and for what is hidden (`owner-only`).",
    "",
    "- **yes**: let through. What is sent may still be refused as wrong",
    "- **no**: 403",
    "- **404**: there is nothing there, as far as this caller may know",
    "- **login**: 401, or the way to the login page",
    "",
    "The last column is the scope without which a token gets 403; tokens are not looked at where there is none.",
    "",
    `| Method | Address | ${CALLERS.join(" | ")} | scope |`,
    `| --- | --- | ${CALLERS.map(() => "---").join(" | ")} | --- |`,
    ...rows,
    "",
  ].join("\n");
}
