import assert from "node:assert/strict";
// The script of the page itself; it has no types.
// deno-lint-ignore no-explicit-any
const { rememberPath, uniqueNames }: any = await import(
  new URL("../../../src/features/web/static/upload_names.js", import.meta.url).href
);

const names = (files: File[]) => [...uniqueNames(files).values()];

function dropped(path: string): File {
  const file = new File([], path.split("/").at(-1) ?? "");
  rememberPath(file, path);
  return file;
}

Deno.test("uniqueNames() keeps names that are unique", () => {
  assert.deepEqual(names([dropped("/tour/1.jpg"), dropped("/tour/2.jpg")]), ["1.jpg", "2.jpg"]);
});

Deno.test("uniqueNames() distinguishes equal names in several folders by their paths", () => {
  const files = ["/100GARMN/VIRB0000.JPG", "/101GARMN/VIRB0000.JPG", "/101GARMN/VIRB0001.JPG"].map(dropped);
  assert.deepEqual(names(files), ["100GARMN_VIRB0000.JPG", "101GARMN_VIRB0000.JPG", "101GARMN_VIRB0001.JPG"]);
});

Deno.test("uniqueNames() numbers names that are still equal", () => {
  const files = ["/a_b/c.jpg", "/a/b_c.jpg", "/a/x/c.jpg"].map(dropped);
  assert.deepEqual(names(files), ["a_b_c.jpg", "a_b_c~2.jpg", "a_x_c.jpg"]);
  assert.deepEqual(names([new File([], "c.jpg"), new File([], "c.jpg")]), ["c.jpg", "c~2.jpg"]);
});
