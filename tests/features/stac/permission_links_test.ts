import assert from "node:assert/strict";
import type { Account } from "../../../src/core/http/account.ts";
import { describeInstance, type JsonContext } from "../../../src/features/stac/json_context.ts";
import { collectionPermissionLinks, itemPermissionLinks } from "../../../src/features/stac/permission_links.ts";
import { readSettings } from "../../../src/core/settings/mod.ts";

const OWNER = "0d3f6f0e-1111-4222-8333-944455566677", HREF = "https://ex.org/api/x";
const account = (id: string, role: Account["role"] = "user") => ({ id, name: "x", role, tosAccepted: true }) as Account;
const context = (caller: Account | null, variables = {}): JsonContext => ({
  instance: describeInstance(readSettings(variables)),
  base: "https://ex.org",
  caller,
});
const rels = (links: { rel: string }[]) => links.map(({ rel }) => rel);

Deno.test("collectionPermissionLinks() lists what each role may do", () => {
  const closed = { account_id: OWNER, is_collaborative: false }, open = { account_id: OWNER, is_collaborative: true };
  const everything = ["relative_heading", "semantics", "sortby", "title", "visibility"];
  assert.deepEqual(collectionPermissionLinks(closed, HREF, context(account(OWNER))), [
    { rel: "delete", type: "application/json", method: "DELETE", href: HREF },
    { rel: "edit", type: "application/json", method: "PATCH", href: HREF, attributes: everything },
  ]);
  for (
    const [ownership, caller, attributes] of [
      [closed, account("admin", "admin"), everything],
      [closed, account("other"), undefined],
      [open, account("other"), ["relative_heading", "semantics", "sortby"]],
    ] as const
  ) {
    const edit = collectionPermissionLinks(ownership, HREF, context(caller)).find(({ rel }) => rel === "edit");
    assert.deepEqual(edit?.attributes, attributes);
  }
  assert.deepEqual(rels(collectionPermissionLinks(open, HREF, context(account("other")))), ["edit"]);
  assert.deepEqual(collectionPermissionLinks(open, HREF, context(null)), []);
  assert.deepEqual(collectionPermissionLinks(open, HREF, context(account(OWNER), { API_READ_ONLY: "true" })), []);
});

Deno.test("itemPermissionLinks() lets known callers annotate, too", () => {
  const closed = { account_id: OWNER, is_collaborative: false };
  const links = itemPermissionLinks(closed, HREF, context(account(OWNER)));
  assert.deepEqual(rels(links), ["delete", "edit", "add_annotation"]);
  assert.deepEqual(links[1]?.attributes, [
    "capture_time",
    "heading",
    "latitude",
    "longitude",
    "semantics",
    "visibility",
  ]);
  assert.deepEqual(links[2], {
    rel: "add_annotation",
    type: "application/json",
    method: "POST",
    href: `${HREF}/annotations`,
  });
  assert.deepEqual(rels(itemPermissionLinks(closed, HREF, context(account("other")))), []);
  const open = { account_id: OWNER, is_collaborative: true };
  assert.deepEqual(rels(itemPermissionLinks(open, HREF, context(account("other")))), ["edit", "add_annotation"]);
  assert.deepEqual(itemPermissionLinks(closed, HREF, context(null)), []);
});
