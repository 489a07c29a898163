/** The reader of forms with files. */
import { ApiError } from "../../src/core/http/errors.ts";
import { readMultipart } from "../../src/core/http/multipart.ts";
import { mutateBytes } from "../mutate.ts";
import { readerTarget } from "../reader.ts";
import type { Target } from "../target.ts";

const BOUNDARY = "----boundary";
const PIECE = 97;

export function multipartTarget(): Promise<Target> {
  const form = new TextEncoder().encode([
    `--${BOUNDARY}`,
    'Content-Disposition: form-data; name="position"',
    "",
    "1",
    `--${BOUNDARY}`,
    `Content-Disposition: form-data; name="file"; filename="1.jpg"; filename*=UTF-8''%e2%82%ac.jpg`,
    "Content-Type: image/jpeg",
    "",
    "\xff\xd8\xff\xe0 not a picture \r\n--\r\n------bound",
    `--${BOUNDARY}--`,
    "",
  ].join("\r\n"));
  return Promise.resolve(readerTarget("multipart", (random) => mutateBytes(form, random), read, [ApiError]));
}

async function read(input: Uint8Array<ArrayBuffer>): Promise<void> {
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      for (let at = 0; at < input.length; at += PIECE) controller.enqueue(input.slice(at, at + PIECE));
      controller.close();
    },
  });
  const headers = new Headers({ "Content-Type": `multipart/form-data; boundary=${BOUNDARY}` });
  await readMultipart({ headers, body }, async ({ bytes }) => {
    for await (const _ of bytes);
  });
}
