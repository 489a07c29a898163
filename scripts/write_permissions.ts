/** Writes docs/permissions.md by asking a server that the test of it starts: `deno run -A scripts/write_permissions.ts`. */
const { success } = await new Deno.Command(Deno.execPath(), {
  args: ["test", "-A", "--no-check", "tests/docs/permissions_test.ts", "--", "--write"],
  cwd: new URL("..", import.meta.url),
}).output();
if (!success) {
  console.error("docs/permissions.md: what the server does breaks a rule; run tests/docs/permissions_test.ts");
  Deno.exit(1);
}
