/** What cannot become a picture gets a clear refusal, and leaves nothing behind but the note of the file. */
import assert from "node:assert/strict";
import { makeJpeg } from "../../core/jpeg/make_jpeg.ts";
import { makePicture, type PictureOptions } from "../../support/pictures.ts";
import { answer, filesBelow, serverTest, type TestServer } from "../../support/server.ts";
import { until } from "../../support/until.ts";
import { createUploadSet, readUploadSet, sendFile } from "../../support/uploads.ts";

const GOOD: PictureOptions = {
  width: 64,
  height: 32,
  longitude: 2.35,
  latitude: 48.85,
  time: new Date("2024-05-01T10:00:00Z"),
};
const NOT_A_JPEG = "Impossible to open file as image. The only supported image format is jpg.";
const INCOMPLETE =
  "The file is incomplete: it stops before the picture ends. Copy it from the camera and send it again";

interface Refusal {
  name: string;
  fileName?: string;
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
  status: number;
  message: string;
  /** Reason kept with the file; undefined when the refusal is not kept. */
  reason?: string;
  details?: unknown;
}

const REFUSALS: Refusal[] = [
  {
    name: "text named as a JPEG",
    bytes: () => Promise.resolve(new TextEncoder().encode("not a picture")),
    status: 400,
    message: NOT_A_JPEG,
    reason: "invalid_file",
  },
  {
    name: "a file of 0 bytes",
    bytes: () => Promise.resolve(new Uint8Array()),
    status: 400,
    message: "The file is empty (0 bytes). Only JPEG pictures are accepted",
    reason: "invalid_file",
  },
  {
    name: "a PNG named as a JPEG",
    bytes: () => Promise.resolve(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0])),
    status: 400,
    message: "This is a PNG picture. Only JPEG pictures are accepted; convert it and keep its metadata",
    reason: "invalid_file",
  },
  {
    name: "a truncated JPEG",
    bytes: async () => (await makePicture({ ...GOOD, width: 640, height: 320 })).slice(0, -2000),
    status: 400,
    message: INCOMPLETE,
    reason: "invalid_file",
  },
  {
    name: "a JPEG of 12 bits a sample",
    bytes: () => Promise.resolve(makeJpeg([], { frame: 0xc1, precision: 12 })),
    status: 400,
    message: "The JPEG has 12 or 16 bits a sample. Only JPEG pictures with 8 bits are accepted",
    reason: "invalid_file",
  },
  {
    name: "a JPEG that says it has 65,500 × 65,500 pixels",
    bytes: async () => withSize(await makePicture(GOOD), 65_500, 65_500),
    status: 400,
    message: "The picture has 65500 × 65500 pixels. At most 150000000 pixels are accepted",
    reason: "invalid_file",
  },
  {
    name: "a JPEG that says it has no line",
    bytes: async () => withSize(await makePicture(GOOD), 64, 0),
    status: 400,
    message: "Impossible to open file as image. The only supported image format is jpg.",
    reason: "invalid_file",
  },
  {
    name: "a picture without position",
    bytes: () => makePicture({ ...GOOD, longitude: undefined, latitude: undefined }),
    status: 400,
    message: "Impossible to parse picture metadata",
    reason: "invalid_metadata",
    details: {
      error: "No GPS coordinates or broken coordinates in picture EXIF tags",
      missing_fields: ["location"],
    },
  },
  {
    name: "a picture without date",
    bytes: () => makePicture({ ...GOOD, time: undefined }),
    status: 400,
    message: "Impossible to parse picture metadata",
    reason: "invalid_metadata",
    details: { error: "No valid date in picture EXIF tags", missing_fields: ["datetime"] },
  },
  {
    name: "a picture with neither",
    bytes: () => makePicture({ width: 64, height: 32 }),
    status: 400,
    message: "Impossible to parse picture metadata",
    reason: "invalid_metadata",
    details: {
      error: "The picture is missing mandatory metadata:\n" +
        "\t- No GPS coordinates or broken coordinates in picture EXIF tags\n\t- No valid date in picture EXIF tags",
      missing_fields: ["datetime", "location"],
    },
  },
  {
    name: "a file with another extension",
    fileName: "picture.png",
    bytes: () => makePicture(GOOD),
    status: 400,
    message: "Picture file is either missing or in an unsupported format (should be jpg)",
    reason: "invalid_file",
  },
];

const FORMATS: [fileName: string, start: string, message: string][] = [
  ["IMG_1.HEIC", "\0\0\0\x18ftypheic\0\0\0\0", "This is a HEIC picture. "],
  ["a.webp", "RIFF\x10\0\0\0WEBPVP8 ", "This is a WebP picture. "],
  ["a.jpg", "\0\0\0\x18ftypavif\0\0\0\0", "This is a AVIF picture. "],
  ["DSC_1.NEF", "MM\0*\0\0\0\x08", "This is a raw picture (TIFF, DNG or another camera's raw format). "],
  ["GOPR.MP4", "\0\0\0\x18ftypmp42\0\0\0\0", "This is a video (MP4). "],
  ["blob", "\x89PNG\r\n\x1a\n\0\0\0\0", "This is a PNG picture. "],
  ["cut.jpg", "\xff\xd8\xff\xe1\0\x20Exif\0\0", INCOMPLETE],
];

serverTest("POST files says what a file is that is no JPEG, and what is accepted", async (server) => {
  const setId = await createUploadSet(server);
  for (const [name, start, message] of FORMATS) {
    const bytes = Uint8Array.from(start, (character) => character.charCodeAt(0));
    const body = await answer(sendFile(server, setId, { name, bytes }), 400);
    assert.ok(body.message.startsWith(message), body.message);
    if (message !== INCOMPLETE) assert.match(body.message, /Only JPEG pictures are accepted/);
  }
  const { files } = await answer(fetch(`${server.url}/api/upload_sets/${setId}/files`));
  assert.deepEqual(
    files.map(({ rejected }: { rejected: { message: string } }, i: number) =>
      rejected.message.startsWith(FORMATS[i]?.[2] ?? "-")
    ),
    FORMATS.map(() => true),
  );
  await assertNothingKept(server);
});

serverTest("POST files takes blobs without a name, as browsers send them, under names of their own", async (server) => {
  const setId = await createUploadSet(server);
  for (const seed of [1, 2]) {
    const form = new FormData();
    form.set("file", new Blob([await makePicture({ ...GOOD, seed })]));
    const sent = await answer(
      fetch(`${server.url}/api/upload_sets/${setId}/files`, { method: "POST", body: form }),
      202,
    );
    assert.match(sent.file_name, /^blob-[0-9a-f]{8}\.jpg$/);
  }
  assert.equal((await readUploadSet(server, setId)).nb_items, 2);
});

serverTest("What was wrong with the metadata of a picture is answered and kept with its file", async (server) => {
  const setId = await createUploadSet(server);
  const sent = await answer(sendFile(server, setId, { name: "1.jpg", bytes: await makePicture(GOOD) }), 202);
  const { files: [kept] } = await answer(fetch(`${server.url}/api/upload_sets/${setId}/files`));
  for (const { warnings } of [sent, kept]) {
    const heading = warnings.find(({ tag }: { tag: string }) => tag === "Exif.GPSInfo.GPSImgDirection");
    assert.match(heading?.message ?? "", /heading/, JSON.stringify(warnings));
  }
});

serverTest("POST files refuses what is no usable picture", async (server) => {
  for (const refusal of REFUSALS) {
    const { name, fileName = "picture.jpg", bytes, status, message, reason, details } = refusal;
    const setId = await createUploadSet(server, { estimated_nb_files: 1 });
    const body = await answer(sendFile(server, setId, { name: fileName, bytes: await bytes() }), status);
    assert.equal(body.message, message, name);
    if (details) assert.deepEqual(body.details, details, name);

    const { files } = await answer(fetch(`${server.url}/api/upload_sets/${setId}/files`));
    assert.equal(files[0].rejected.reason, reason, name);
    const set = await readUploadSet(server, setId);
    assert.deepEqual([set.nb_items, set.items_status.rejected, set.completed], [0, 1, true], name);
  }
  await assertNothingKept(server);
});

serverTest("POST files refuses a request that is none, and notes nothing", async (server) => {
  const setId = await createUploadSet(server);
  const url = `${server.url}/api/upload_sets/${setId}/files`;
  const unknown = `${server.url}/api/upload_sets/11111111-2222-3333-4444-555555555555/files`;
  const picture = { name: "a.jpg", bytes: await makePicture(GOOD) };
  const form = (name: string) => {
    const body = new FormData();
    body.set(name, new Blob([picture.bytes]), picture.name);
    return body;
  };
  const REQUESTS: [string, () => Promise<Response>, number, Record<string, unknown>][] = [
    [
      "wrong content type",
      () => fetch(url, { method: "POST", body: "{}", headers: { "Content-Type": "application/json" } }),
      415,
      {
        message: "Content type should be multipart/form-data",
      },
    ],
    [
      "no boundary",
      () => fetch(url, { method: "POST", body: "x", headers: { "Content-Type": "multipart/form-data" } }),
      400,
      {
        message: "The form is not valid multipart/form-data",
      },
    ],
    ["no file", () => fetch(url, { method: "POST", body: form("picture") }), 400, { message: "No file was sent" }],
    ["unknown set", () => fetch(unknown, { method: "POST", body: form("file") }), 404, {
      message: "UploadSet 11111111-2222-3333-4444-555555555555 does not exist",
    }],
    [
      "malformed token",
      () => sendFile(server, setId, picture, { headers: { Authorization: "Bearer nonsense" } }),
      401,
      {
        message: "Token not valid",
        details: { error: "Impossible to decode token" },
      },
    ],
    ["another scheme", () => sendFile(server, setId, picture, { headers: { Authorization: "Basic YTpi" } }), 401, {
      message: "Token not valid",
      details: { error: "Only Bearer token are supported" },
    }],
    ["wrong parameter", () => sendFile(server, setId, picture, { fields: { isBlurred: "perhaps" } }), 400, {
      message: "Impossible to parse parameters",
      details: [{
        fields: ["isBlurred"],
        error: "Input should be a valid boolean, unable to interpret input",
        input: "perhaps",
      }],
    }],
  ];
  for (const [name, request, status, expected] of REQUESTS) {
    const body = await answer(request(), status);
    for (const [key, value] of Object.entries(expected)) assert.deepEqual(body[key], value, name);
  }
  assert.deepEqual((await answer(fetch(url))).files, []);
  await assertNothingKept(server);
});

serverTest("POST files refuses the caller who does not own the set", async (server) => {
  const [alice, bob] = [await server.account("alice"), await server.account("bob")];
  const setId = await createUploadSet(server, {}, alice);
  const picture = { name: "a.jpg", bytes: await makePicture(GOOD) };
  for (const headers of [bob, server.defaultAccount]) {
    const { message } = await answer(sendFile(server, setId, picture, { headers }), 403);
    assert.equal(message, "You're not authorized to add picture to this upload set");
  }
  await assertNothingKept(server);
});

serverTest("POST files refuses a file larger than allowed", async (server) => {
  const setId = await createUploadSet(server);
  const bytes = await makePicture({ ...GOOD, width: 640, height: 320 });
  await answer(sendFile(server, setId, { name: "large.jpg", bytes }), 413);
  await assertNothingKept(server);
}, { PICTURE_MAX_BYTES: "5000" });

serverTest("A connection that is cut in the middle of a file leaves nothing", async (server) => {
  const setId = await createUploadSet(server);
  const { hostname, port } = new URL(server.url);
  const connection = await Deno.connect({ hostname, port: Number(port) });
  const head = `POST /api/upload_sets/${setId}/files HTTP/1.1\r\nHost: ${hostname}\r\n` +
    "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 1000000\r\n\r\n" +
    '--x\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n';
  await connection.write(new TextEncoder().encode(head));
  await connection.write((await makePicture({ ...GOOD, width: 640, height: 320 })).slice(0, 20_000));
  await until(async () => (await filesBelow(server.storage)).length === 1);
  connection.close();
  await until(async () => (await filesBelow(server.storage)).length === 0);
  assert.deepEqual((await answer(fetch(`${server.url}/api/upload_sets/${setId}/files`))).files, []);
});

async function assertNothingKept(server: TestServer): Promise<void> {
  assert.deepEqual(await filesBelow(server.storage), []);
  assert.equal((await server.sql`SELECT FROM pictures`).length, 0);
}

/** The picture with another size in its frame header (ITU-T T.81 B.2.2). */
function withSize(jpeg: Uint8Array<ArrayBuffer>, width: number, height: number): Uint8Array<ArrayBuffer> {
  const changed = jpeg.slice();
  const frame = changed.findIndex((byte, i) => byte === 0xff && changed[i + 1] === 0xc0 && changed[i + 4] === 8);
  new DataView(changed.buffer).setUint16(frame + 5, height);
  new DataView(changed.buffer).setUint16(frame + 7, width);
  return changed;
}
