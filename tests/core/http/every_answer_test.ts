/**
 * One success of every route with a JSON answer. Each is compared with what the route declares, as all answers of all tests
 * are (tests/support/checked_answers.ts).
 */
import assert from "node:assert/strict";
import { assetMetadata, bytesOf, imageMetadata, type SyncClient, syncClient } from "../../features/syncapi/client.ts";
import { anyDatabaseTest } from "../../support/databases.ts";
import { makePicture, walk } from "../../support/pictures.ts";
import { startRemoteInstance } from "../../support/remote_instance.ts";
import { answer, serverTest, type TestServer } from "../../support/server.ts";
import { createUploadSet, sendFile, uploadSetWhenIdle } from "../../support/uploads.ts";

type Call = (method: string, path: string, body?: unknown, status?: number) => ReturnType<typeof answer>;

/** Calls as the default account, an administrator. */
function caller({ url, defaultAccount }: TestServer): Call {
  return async (method, path, body, status = 200) => {
    const headers = { ...defaultAccount, ...(body === undefined ? {} : { "Content-Type": "application/json" }) };
    const response = await fetch(`${url}${path}`, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (response.status === status) return await answer(response, status);
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  };
}

serverTest(
  "every route with a JSON answer gives what it declares",
  async (server) => {
    const call = caller(server);
    const ids = await upload(server, call);
    await readPictures(call, ids);
    await community(server, call, ids);
    await administration(server, call);
    await camera(server, call);
    const left = server.answers.routesWithJson()
      .filter((route) => !server.answers.checked.has(route) && !ASKED_ELSEWHERE.includes(route));
    assert.deepEqual(left, [], "routes without an answer that was compared");
  },
  { API_TRANSFER_PRIVATE_HOSTS: "127.0.0.1" },
  anyDatabaseTest,
);

/** They need a login in a browser and an authenticator: passkeys_test.ts asks them, and its answers are compared too. */
const ASKED_ELSEWHERE = [
  "POST /api/auth/passkey/options",
  "POST /api/users/me/passkeys/options",
  "POST /api/users/me/passkeys",
  "POST /api/auth/passkey",
];

interface Ids {
  collection: string;
  item: string;
  user: string;
}

async function upload(server: TestServer, call: Call): Promise<Ids> {
  const headers = server.defaultAccount;
  const semantics = [{ key: "transport", value: "bike" }];
  const metadata = { project: "tour" };
  const set = await createUploadSet(server, { semantics, metadata, split_time: 60, estimated_nb_files: 4 }, headers);
  const heading = { heading: 10, make: "GoPro", model: "Max" };
  const [first, second, third] = await Promise.all(walk(3, heading).map((options) => makePicture(options)));
  assert.ok(first && second && third);
  await answer(sendFile(server, set, { name: "1.jpg", bytes: first }, { headers }), 202);
  await answer(sendFile(server, set, { name: "no.jpg", bytes: bytesOf("text") }, { headers }), 400);
  const form = new FormData();
  form.set("file", new Blob([second]), "2.jpg");
  const items = `${server.url}/api/upload_sets/${set}/items`;
  await answer(fetch(items, { method: "POST", headers, body: form }), 202);
  await call("POST", `/api/upload_sets/${set}/complete`);
  const { associated_collections: [collection], account_id: user } = await uploadSetWhenIdle(server, set, headers);
  await call("GET", `/api/upload_sets/${set}/files`);
  await call("PATCH", `/api/upload_sets/${set}`, { semantics: [{ key: "a", value: "b" }] });
  await call("GET", "/api/users/me/upload_sets?filter=completed=TRUE");
  await call("GET", "/api/users/me/uploads");
  await call("GET", `/api/users/me/uploads/${set}/problems`);
  await call("POST", `/api/users/me/uploads/${set}/prepare`, undefined, 202);

  const { id: legacy } = await call("POST", "/api/collections", { title: "Before upload sets" });
  const picture = new FormData();
  picture.set("position", "1");
  picture.set("picture", new Blob([third]), "3.jpg");
  await answer(
    fetch(`${server.url}/api/collections/${legacy}/items`, { method: "POST", headers, body: picture }),
    202,
  );
  await server.backend.runner?.idle();
  const { features: [item] } = await call("GET", `/api/collections/${collection.id}/items`);
  return { collection: collection.id, item: item.id, user };
}

async function readPictures(call: Call, { collection, item, user }: Ids): Promise<void> {
  const path = `/api/collections/${collection}`;
  await call("PATCH", path, { title: "A tour", sortby: "+filename", semantics: [{ key: "c", value: "d" }] });
  await call("PATCH", `${path}/items/${item}`, { heading: 20, semantics: [{ key: "e", value: "f" }] });
  for (
    const place of [
      "/api",
      "/api/conformance",
      "/api/queryables",
      "/api/collections/queryables",
      "/api/collections?show_deleted=true",
      path,
      `${path}/queryables`,
      `${path}/geovisio_status`,
      `${path}/items?limit=1`,
      `${path}/items/${item}`,
      `${path}/items/${item}/blur`,
      `/api/pictures/${item}`,
      "/api/search?limit=1",
      `/api/users/${user}/collection`,
      "/api/users/me/collection",
      `/api/users/${user}/catalog`,
      "/api/map/style.json",
      `/api/users/${user}/map/style.json`,
      "/api/users/me/map/style.json",
      "/api/docs/specs.json",
    ]
  ) await call("GET", place);
  await call("POST", "/api/search", { limit: 1 });
  await call("GET", `${path}/outline`);
  const { changes: [{ id: change }] } = await call("GET", `${path}/items/${item}/history`);
  await call("POST", `${path}/items/${item}/undo`, { change });
  await call("PATCH", `${path}/items`, { items: [item], capture_time_shift: 1 });
  const { features: [, second] } = await call("GET", `${path}/items`);
  await call("POST", `${path}/split`, { from: second.id, title: "To be undone" }, 201);
  const { changes: [split] } = await call("GET", `${path}/history`);
  await call("POST", `${path}/undo`, { change: split.id });
  const { id: part } = await call("POST", `${path}/split`, { from: second.id, title: "Second part" }, 201);
  await call("POST", `${path}/merge`, { collection: part });
  await call("POST", `${path}/items/delete`, { items: [second.id] });
  await call("POST", `${path}/prepare`, undefined, 202);
  await call("POST", `${path}/items/${item}/prepare`, undefined, 202);
  await call("POST", `${path}/items/${item}/blur`, { shape: [1, 2, 30, 40] }, 202);
}

async function community(server: TestServer, call: Call, { collection, item, user }: Ids): Promise<void> {
  const note = { shape: [1, 2, 30, 40], semantics: [{ key: "osm|traffic_sign", value: "yes" }] };
  const { id: first } = await call("POST", `/api/pictures/${item}/annotations`, note);
  const path = `/api/collections/${collection}/items/${item}/annotations`;
  const { id: second } = await call("POST", path, { ...note, shape: [5, 5, 50, 50] });
  const change = { semantics: [{ key: "more", value: "yes" }] };
  await call("GET", `/api/annotations/${first}`);
  await call("PATCH", `/api/annotations/${first}`, change);
  await call("GET", `${path}/${second}`);
  await call("PATCH", `${path}/${second}`, change);

  const ring = [[10, 10], [11, 10], [11, 11], [10, 10]];
  const area = {
    type: "Feature",
    properties: { label: "Base", is_public: true },
    geometry: { type: "Polygon", coordinates: [ring] },
  };
  await call("POST", "/api/configuration/excluded_areas", area);
  await call("PUT", "/api/configuration/excluded_areas", { type: "FeatureCollection", features: [area] });
  await call("GET", "/api/configuration/excluded_areas?all=true");
  await call("POST", "/api/users/me/excluded_areas", { ...area, properties: {} });
  await call("GET", "/api/users/me/excluded_areas");

  const headers = { ...server.defaultAccount, "Content-Type": "text/html" };
  const page = `${server.url}/api/pages/terms-of-service/en`;
  await answer(fetch(page, { method: "PUT", headers, body: "<p>Yes</p>" }));
  await call("GET", "/api/pages/terms-of-service");

  const { id: report } = await call("POST", "/api/reports", { issue: "other", picture_id: item });
  await call("GET", "/api/reports?filter=status='open'");
  await call("GET", "/api/users/me/reports");
  await call("GET", `/api/reports/${report}`);
  await call("PATCH", `/api/reports/${report}`, { status: "closed_solved" });
  const { id: hiding } = await call("POST", "/api/reports", { issue: "privacy", picture_id: item });
  await call("POST", `/api/reports/${hiding}/undo`);
  await call("GET", "/api/admin/stats");
  await call("GET", "/api/admin/reports/stats");

  await using remote = await startRemoteInstance(1);
  const { id: transfer } = await call("POST", "/api/transfers", { collection_location: remote.location }, 202);
  await server.backend.runner?.drained();
  await call("GET", `/api/transfers/${transfer}`);
  await call("GET", `/api/users/${user}/transfers`);
  await call("GET", "/api/users/me/transfers");
}

async function administration(server: TestServer, call: Call): Promise<void> {
  for (
    const place of [
      "/api/health",
      "/api/live",
      "/ready",
      "/live",
      "/api/debug_headers",
      "/api/users",
      "/api/users/search?q=default",
      "/api/users/me",
      "/api/configuration",
      "/api/admin/users",
      "/api/admin/audit_log",
      "/api/admin/backups",
      "/api/admin/health",
      "/api/admin/logs",
      "/api/admin/settings",
      "/api/admin/system",
      "/api/admin/blurs",
      "/api/admin/jobs",
      "/api/jobs/stats",
      "/base_map/style.json",
      "/base_map/dark_style.json",
      "/api/places?q=rennes",
      "/base_map/fonts/any/regular/1536-1791.pbf",
    ]
  ) await call("GET", place);
  server.backend.services.settings.BACKUP_FOLDER = `${server.storage}/../backups`;
  await call("POST", "/api/admin/backups", undefined, 202);
  await call("POST", "/api/admin/jobs/retry");
  await call("PATCH", "/api/admin/settings", { AUDIT_LOG_DAYS: "30" });
  const { id: made } = await call("POST", "/api/admin/users", { name: "Cem" }, 201);
  await call("GET", `/api/admin/users/${made}`);
  await call("POST", `/api/admin/users/${made}/link`, undefined, 201);
  await call("POST", "/api/admin/invitations", {}, 201);
  const { id } = await call("PATCH", "/api/users/me", { collaborative_metadata: true });
  await call("GET", `/api/users/${id}`);
  await call("POST", "/api/users/me/accept_tos");
  const generated = await call("POST", "/api/auth/tokens/generate", undefined);
  assert.ok(generated.jwt_token);
  const bob = await server.account("bob");
  const asBob = async (method: string, path: string, body?: unknown) =>
    await answer(fetch(`${server.url}${path}`, {
      method,
      headers: { ...bob, "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    }));
  await asBob("GET", "/api/users/me/sessions");
  await asBob("GET", "/api/users/me/passkeys");
  const { id: token } = await asBob("POST", "/api/users/me/tokens", { description: "For a test" });
  await asBob("GET", "/api/users/me/tokens");
  const claim = `/api/auth/tokens/${generated.id}/claim`;
  const claimed = await fetch(`${server.url}${claim}`, { headers: bob, redirect: "manual" });
  await claimed.body?.cancel();
  await asBob("GET", claim);
  await asBob("POST", claim);
  await answer(fetch(server.url, { headers: { Accept: "application/json" } }));
  await asBob("GET", `/api/users/me/tokens/${token}`);
  await asBob("DELETE", `/api/users/me/tokens/${token}`);
  await asBob("DELETE", "/api/users/me/sessions");
  await asBob("DELETE", "/api/users/me/tokens");
}

async function camera(server: TestServer, call: Call): Promise<void> {
  const media = bytesOf("media");
  for (const prefix of ["", "/indi-allsky"]) {
    const client: SyncClient = await syncClient(server, `camera${prefix.length}`);
    const uuid = crypto.randomUUID();
    const { id: cameraId } = await answer(client.camera({ uuid }, { prefix }));
    const image = imageMetadata({ camera_uuid: uuid });
    const { id } = await answer(client.send("POST", "image", image, { media, prefix }));
    await answer(client.send("PUT", "video", assetMetadata("video", { camera_uuid: uuid }), { media, prefix }));
    const reference = { camera_uuid: uuid, id };
    await answer(client.send("GET", "image", reference, { metadataAs: "query", prefix }));
    for (const name of ["latest", "latest_panorama", "latest_rawimage", "loop", "looppanorama", "loopraw", "charts"]) {
      await call("GET", `${prefix}/js/${name}?camera_id=${cameraId}`);
    }
    for (const name of ["imageviewer", "gallery", "videoviewer", "minivideoviewer", "selectcamera"]) {
      await call("POST", `${prefix}/ajax/${name}`, { CAMERA_ID: cameraId });
    }
    await call("GET", `/allsky/${cameraId}/frames?day=2024-01-31`);
    await call("GET", "/allsky/newest");
    await answer(client.send("DELETE", "image", reference, { prefix }));
  }
}
