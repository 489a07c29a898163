/** Where a compiled binary unpacks native libraries. */

/**
 * Loads native libraries of a compiled binary without going through files that other users of the machine may own.
 *
 * Deno unpacks a library into the folder for temporary files under a predictable name, and loads what is there when
 * its size is right: another user who wrote that file first could run code as us. So while `load` runs, the folder for temporary
 * files is a new one of mode 0700. It is deleted afterwards; what has been loaded stays in memory.
 * @param load gets the path of that folder, for what it unpacks itself
 */
export async function unpackInPrivate<T>(load: (folder: string) => Promise<T>): Promise<T> {
  const before = Deno.env.get("TMPDIR");
  const folder = await Deno.makeTempDir({ prefix: "panoramax-libraries-" });
  // Rust asks for it each time.
  Deno.env.set("TMPDIR", folder);
  try {
    return await load(folder);
  } finally {
    if (before === undefined) Deno.env.delete("TMPDIR");
    else Deno.env.set("TMPDIR", before);
    await Deno.remove(folder, { recursive: true });
  }
}
