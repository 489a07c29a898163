/** Who is an administrator, as administrators change it. */
import assert from "node:assert/strict";
import { answer, serverTest, type TestServer } from "../../support/server.ts";

interface User {
  id: string;
  name: string;
  role: string;
  is_default: boolean;
}

/** The accounts of a server; `default`, and those that the test made. */
async function usersByName({ url, defaultAccount }: TestServer): Promise<Record<"default" | "Ana" | "Bob", User>> {
  const { users } = await answer(fetch(`${url}/api/admin/users`, { headers: defaultAccount }));
  // Where a test made no Bob, it does not ask for one.
  return Object.fromEntries(users.map((user: User) => [user.is_default ? "default" : user.name, user])) as Record<
    "default" | "Ana" | "Bob",
    User
  >;
}

function setRole({ url }: TestServer, id: string, body: unknown, headers: Record<string, string>): Promise<Response> {
  return fetch(`${url}/api/admin/users/${id}`, {
    method: "PATCH",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

serverTest("a role counts from the next request on, both ways", async (server) => {
  const ana = await server.account("Ana");
  await server.account("Bob");
  const { Ana, Bob } = await usersByName(server);
  assert.equal(Ana.role, "user");
  await answer(setRole(server, Bob.id, { role: "admin" }, server.defaultAccount), 204);
  const readJobs = () => fetch(`${server.url}/api/admin/jobs`, { headers: ana });
  await answer(readJobs(), 403);
  await answer(setRole(server, Ana.id, { role: "admin" }, server.defaultAccount), 204);
  await answer(readJobs());
  assert.equal((await usersByName(server)).Ana.role, "admin");
  await answer(setRole(server, Ana.id, { role: "user" }, server.defaultAccount), 204);
  await answer(readJobs(), 403);
});

serverTest("somebody who can log in stays administrator", async (server) => {
  await server.account("Ana");
  const { Ana } = await usersByName(server);
  await answer(setRole(server, Ana.id, { role: "admin" }, server.defaultAccount), 204);
  await answer(setRole(server, Ana.id, { role: "user" }, server.defaultAccount), 409);
  assert.equal((await usersByName(server)).Ana.role, "admin");
});

serverTest("of two administrators who take the role from each other at once, one stays", async (server) => {
  const [ana, bob] = [await server.account("Ana"), await server.account("Bob")];
  const { Ana, Bob } = await usersByName(server);
  for (const { id } of [Ana, Bob]) await answer(setRole(server, id, { role: "admin" }, server.defaultAccount), 204);
  const answers = await Promise.all([
    setRole(server, Bob.id, { role: "user" }, ana),
    setRole(server, Ana.id, { role: "user" }, bob),
  ]);
  for (const given of answers) await given.body?.cancel();
  const statuses = answers.map(({ status }) => status).toSorted();
  assert.ok(statuses[0] === 204 && [403, 409].includes(statuses[1]!), statuses.join());
  const administrators = await server.sql`SELECT FROM accounts WHERE role = 'admin' AND id IN (${Ana.id}, ${Bob.id})`;
  assert.equal(administrators.length, 1);
});

serverTest("roles that do not exist, unknown accounts and others than administrators are refused", async (server) => {
  const ana = await server.account("Ana");
  const { Ana } = await usersByName(server);
  await answer(setRole(server, Ana.id, { role: "admin" }, ana), 403);
  await answer(setRole(server, Ana.id, { role: "admin" }, {}), 401);
  const { details } = await answer(setRole(server, Ana.id, { role: "king" }, server.defaultAccount), 400);
  assert.match(JSON.stringify(details), /role/);
  await answer(setRole(server, Ana.id, { role: "admin", name: "Eve" }, server.defaultAccount), 400);
  await answer(
    setRole(server, "11111111-2222-3333-4444-555555555555", { role: "admin" }, server.defaultAccount),
    404,
  );
  assert.equal((await usersByName(server)).Ana.role, "user");
});
