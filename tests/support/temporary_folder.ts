/** A folder for one test, deleted at the end: `await using folder = await temporaryFolder()`. */
export async function temporaryFolder(options: { dir?: string } = {}): Promise<AsyncDisposable & { path: string }> {
  const path = await Deno.makeTempDir({ prefix: "panoramax-test-", ...options });
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}

/** Where a program without all permissions may work. Deno lets none write below `/dev`, where `TMPDIR` is when tests write to memory. */
export const OUTSIDE_OF_DEV: { dir?: string } = Deno.build.os === "linux" ? { dir: "/var/tmp" } : {};
