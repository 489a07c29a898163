/** A blurring API for tests: what it answers is what the test says. */

export interface BlurServer extends AsyncDisposable {
  url: string;
  /** The requests so far: path with query, and the bytes of the picture. */
  requests: { path: string; picture: Uint8Array }[];
  /** Makes the next answers. */
  answer: (picture: Uint8Array<ArrayBuffer>) => Response | Promise<Response>;
}

/** Starts one on a free port. It gives back what it gets, until told otherwise. */
export function startBlurServer(): BlurServer {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    const { pathname, search } = new URL(request.url);
    if (!request.headers.has("Content-Length")) return new Response(null, { status: 411 });
    const picture = (await request.formData()).get("picture") as File;
    const bytes = await picture.bytes();
    blur.requests.push({ path: pathname + search, picture: bytes });
    return await blur.answer(bytes);
  });
  const blur: BlurServer = {
    url: `http://127.0.0.1:${server.addr.port}`,
    requests: [],
    answer: (picture) => new Response(picture, { headers: { "Content-Type": "image/jpeg" } }),
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
  return blur;
}

/** The answer with two parts. */
export function formAnswer(picture: Uint8Array<ArrayBuffer>, metadata: unknown): Response {
  const form = new FormData();
  form.set("image", new Blob([picture], { type: "image/jpeg" }), "image.jpg");
  form.set("metadata", new Blob([JSON.stringify(metadata)], { type: "application/json" }), "metadata.json");
  return new Response(form);
}
