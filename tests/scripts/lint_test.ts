import assert from "node:assert/strict";
import plugin from "../../scripts/lint/house.ts";
import { PROJECT } from "../../scripts/project.ts";

/** The rules that a source text breaks, by their names. */
function broken(source: string, file = "src/core/planted.ts"): string[] {
  return Deno.lint.runPlugin(plugin, `${PROJECT}/${file}`, source).map(({ id }) => id);
}

for (
  const [name, source, expected] of [
    ["a cast", "const size = read() as number;", ["house/no-silent-cast"]],
    ["a cast by angle brackets", "const size = <number>read();", ["house/no-silent-cast"]],
    ["a !", "const size = read()!;", ["house/no-silent-cast"]],
    ["a cast that is explained above", "// It reads numbers.\nconst size = read() as number;", []],
    ["a ! that is explained on its line", "const size = read()!; // There is one.", []],
    ["a cast that is explained above its statement", "// Both are numbers.\nuse(\n  read() as number,\n);", []],
    ["a comment that belongs to another line", "// It reads numbers.\n\nconst size = read() as number;", [
      "house/no-silent-cast",
    ]],
    ["a comment inside of what is cast", "const size = read(() => {\n  // Slow.\n  return 1;\n}) as number;", [
      "house/no-silent-cast",
    ]],
    ["as const", "const sizes = [1, 2] as const;", []],
    ["an alias of an import", 'import { a as b } from "./a.ts";\nb();', []],
    ["a cast to never", "// Anything fits.\nuse({} as never);", ["house/no-cast-to-never"]],
    ["an export without a docstring", "export const SIZE = 1;", ["house/documented-exports"]],
    ["an export with a comment that is no docstring", "// Bytes.\nexport const SIZE = 1;", [
      "house/documented-exports",
    ]],
    ["an export whose docstring is of another thing", "/** What is here. */\n\nexport const SIZE = 1;", [
      "house/documented-exports",
    ]],
    ["a documented export", "/** Bytes. */\nexport const SIZE = 1;", []],
    [
      "a docstring above an instruction",
      "/** Anything. */\n// deno-lint-ignore no-explicit-any\nexport type A = any;",
      [],
    ],
    ["an export of another file's", 'export { SIZE } from "./size.ts";', []],
    ["overloads of one function", "/** Reads. */\nexport function a(b: 1): 1;\nexport function a(b: 2): 2;", []],
  ] as [string, string, string[]][]
) {
  Deno.test(`The linter judges ${name}`, () => assert.deepEqual(broken(source), expected));
}

Deno.test("The linter asks less of scripts and tests", () => {
  const source = "export const SIZE = read() as number;";
  assert.deepEqual(broken(source, "scripts/planted.ts"), ["house/no-silent-cast"]);
  assert.deepEqual(broken(source, "tests/planted_test.ts"), []);
  assert.deepEqual(broken("use({} as never);", "tests/planted_test.ts"), ["house/no-cast-to-never"]);
});
