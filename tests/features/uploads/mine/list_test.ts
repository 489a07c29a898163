/** `/api/users/me/upload_sets`. */
import assert from "node:assert/strict";
import { answer, serverTest, type TestServer } from "../../../support/server.ts";
import { createUploadSet } from "../../../support/uploads.ts";

async function titles(server: TestServer, query: string, headers: Record<string, string>): Promise<string[]> {
  const { upload_sets } = await answer(fetch(`${server.url}/api/users/me/upload_sets${query}`, { headers }));
  return upload_sets.map(({ title }: { title: string }) => title);
}

serverTest("The list of upload sets holds the caller's own, as the filter says", async (server) => {
  const owner = await server.account("owner"), other = await server.account("other");
  const done = await createUploadSet(server, { title: "done" }, owner);
  await createUploadSet(server, { title: "going on" }, owner);
  await createUploadSet(server, { title: "of another account" }, other);
  await answer(fetch(`${server.url}/api/upload_sets/${done}/complete`, { method: "POST", headers: owner }));
  await server.backend.runner!.idle();

  for (
    const [query, expected] of [
      ["", ["going on"]],
      ["?filter=", ["done", "going on"]],
      ["?filter=&limit=1", ["done"]],
      ["?filter=&limit=0", []],
      ["?filter=completed=TRUE", ["done"]],
      ["?filter=completed <> true", ["going on"]],
      ["?filter=NOT (completed = False AND dispatched = FALSE)", ["done"]],
      ["?filter=completed = true OR dispatched = false", ["done", "going on"]],
    ] as const
  ) {
    assert.deepEqual(await titles(server, query, owner), expected, query);
  }
  const [set] =
    (await answer(fetch(`${server.url}/api/users/me/upload_sets?filter=completed=TRUE`, { headers: owner })))
      .upload_sets;
  assert.equal(set.ready, true);
  assert.equal("items_status" in set, false);
  assert.equal(set.links[1].rel, "edit");
});

for (
  const filter of ["title = 'done'", "completed", "completed = 'maybe'", "completed > TRUE", "completed IN (TRUE)", "("]
) {
  serverTest(`The list of upload sets refuses the filter ${filter}`, async (server) => {
    const owner = await server.account("owner");
    const query = new URLSearchParams({ filter });
    const refusal = await answer(fetch(`${server.url}/api/users/me/upload_sets?${query}`, { headers: owner }), 400);
    assert.equal(refusal.message, "Unsupported filter parameter");
  });
}
