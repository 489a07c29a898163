/**
 * Puts the path of its file before the name of each test. For groups of files that one module imports: Deno names the module
 * alone.
 */
let file = "";

/** Says from which file the tests come that are registered from now on. */
export function registerFrom(path: string): void {
  file = path;
}

type Arguments = (string | Deno.TestDefinition["fn"] | Partial<Deno.TestDefinition> | undefined)[];

/** All forms of `Deno.test()`: name, options and function in this order, of which some may be left out. */
function definitionOf(args: Arguments): Deno.TestDefinition {
  const definition: Partial<Deno.TestDefinition> = {};
  for (const argument of args) {
    if (typeof argument === "string") definition.name = argument;
    else if (typeof argument === "function") definition.fn = argument;
    else Object.assign(definition, argument);
  }
  const { fn, name = fn?.name } = definition;
  if (!fn || !name) throw new TypeError(`A test in ${file} has no name or no function`);
  return { ...definition, fn, name: `${file}: ${name}` };
}

const register = Deno.test;
Object.defineProperty(Deno, "test", {
  value: Object.assign((...args: Arguments) => register(definitionOf(args)), register),
});
