import assert from "node:assert/strict";

/** What takes a text for people: each wants a `message()`, never a text that is written out. */
const TAKES_TEXT =
  /(?<!function )\b(?:new (?:ApiError|TrackedRejection|FilterError|MomentError|(?:Recoverable)?JobError|ServiceAwayError|OutgoingError|AddressRefusedError)|guardError|requireWriter|requireAdministrator|validate)\(/g;
/** Arguments that are words for programs. */
const FOR_PROGRAMS =
  /^"(?:capture_duplicate|file_duplicate|invalid_file|invalid_metadata|in_excluded_area|id_conflict|other_error)"$/;

async function* sources(folder: URL): AsyncGenerator<URL> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = new URL(name + (isDirectory ? "/" : ""), folder);
    if (isDirectory) yield* sources(path);
    else if (/\.tsx?$/.test(name)) yield path;
  }
}

/** The arguments of a call, as they are written. @param start of the first one */
function argumentsAt(code: string, start: number): string[] {
  const found: string[] = [];
  let depth = 0, quote = "", from = start;
  for (let at = start; at < code.length; at++) {
    const character = code[at] ?? "";
    if (quote) {
      if (character === "\\") at++;
      else if (character === quote) quote = "";
    } else if (`"'\``.includes(character)) quote = character;
    else if ("([{".includes(character)) depth++;
    else if (depth === 0 && ",)".includes(character)) {
      found.push(code.slice(from, at).trim());
      from = at + 1;
      if (character === ")") return found;
    } else if (")]}".includes(character)) depth--;
  }
  return found;
}

/** Texts of a module that people would read in one language only. */
function textsWithoutKey(code: string): string[] {
  return [...code.matchAll(TAKES_TEXT)]
    .flatMap(({ index, 0: call }) => argumentsAt(code, index + call.length))
    .filter((argument) => /^["'`]/.test(argument) && !FOR_PROGRAMS.test(argument));
}

Deno.test("Every text of an error has a key, so that it can be translated", async () => {
  const found: string[] = [];
  for await (const path of sources(new URL("../../../src/", import.meta.url))) {
    const texts = textsWithoutKey(await Deno.readTextFile(path));
    found.push(...texts.map((text) => `${path.pathname.replace(/^.*\/src\//, "src/")}: ${text}`));
  }
  assert.deepEqual(found, []);
});

Deno.test("A text without a key is found, however it is written", () => {
  for (
    const code of [
      `throw new ApiError(404, "Not found");`,
      "throw new ApiError(\n  404,\n  `No picture ${id}`,\n  { cause },\n);",
      `await requireWriter(context, services, { owner, uploadSet: id }, 'You may not');`,
      `validate(schema, f(a, [b, "x"]), "Impossible");`,
      `new TrackedRejection("invalid_file", 400, "Broken")`,
    ]
  ) assert.equal(textsWithoutKey(code).length, 1, code);
  for (
    const code of [
      `throw new ApiError(404, message("http.not_found"), { details: { error: "x" } });`,
      `new TrackedRejection("invalid_file", 400, message("uploads.empty"))`,
    ]
  ) assert.deepEqual(textsWithoutKey(code), [], code);
});
