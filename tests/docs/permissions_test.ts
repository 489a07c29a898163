/** docs/permissions.md is what the server does, and what the server does keeps to the rules of docs/security.md. */
import assert from "node:assert/strict";
import { isAtHand } from "../support/kinds.ts";
import { permissionsDocument, readPermissions } from "../support/permissions.ts";
import { serverTest } from "../support/server.ts";

const DOCUMENT = new URL("../../docs/permissions.md", import.meta.url);

/** Writes that are not about something of somebody, so that anybody may do them. */
const FOR_ANYBODY = [
  "POST /api/upload_sets",
  "POST /api/collections",
  "POST /api/transfers",
  "POST /api/reports",
  "POST /api/search",
  "POST /api/collections/{id:uuid}/items.zip",
  "POST /api/auth/tokens/generate",
  "POST /language",
  "POST /login",
  "POST /login/code",
  "POST /api/auth/passkey/options",
  "POST /api/auth/passkey",
  "POST /api/auth/logout",
];

serverTest("docs/permissions.md lists every operation as it is", async (server) => {
  // Who may what does not depend on the database; one is enough for so many requests.
  if (server.database.kind === "embedded" && isAtHand("native")) return;
  const permissions = await readPermissions(server);
  const file = await formatted(permissionsDocument(permissions));
  if (Deno.args.includes("--write")) await Deno.writeTextFile(DOCUMENT, file);
  assert.equal(await Deno.readTextFile(DOCUMENT), file, "run scripts/write_permissions.ts");

  for (const { method, path, outcomes } of permissions) {
    const name = `${method} ${path}`;
    if (method !== "GET" && !FOR_ANYBODY.includes(name) && !/\/sync\/v1\/|^POST \/(setup|join)/.test(name)) {
      assert.ok(!outcomes.anonymous.includes("yes"), `${name} lets anonymous callers change something`);
      assert.ok(!outcomes.deactivated.includes("yes"), `${name} lets deactivated accounts change something`);
    }
    const [seenByAll, , hidden] = outcomes.anonymous;
    if (seenByAll === "yes" && hidden === "yes") {
      assert.match(path, /\/users\//, `${name} shows what is hidden to strangers`);
    }
  }
}, { OAUTH_PROVIDER: "local" });

/** As `deno fmt` writes it. */
async function formatted(text: string): Promise<string> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["fmt", "--ext", "md", "-"],
    cwd: new URL("../..", import.meta.url),
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(text));
  await writer.close();
  return new TextDecoder().decode((await child.output()).stdout);
}
