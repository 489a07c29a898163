/** `panoramax completion` and `panoramax man`: bash runs the script; zsh, fish and groff do where they are installed. */
import assert from "node:assert/strict";
import { commandTree } from "../../cli.ts";
import { listCommands } from "../../src/commands/shell/command_list.ts";
import { runProgram, SOURCE_PROGRAM } from "../support/program.ts";
import { temporaryFolder } from "../support/temporary_folder.ts";

async function print(...args: string[]): Promise<string> {
  await using folder = await temporaryFolder();
  const { code, stdout, stderr } = await runProgram(SOURCE_PROGRAM, args, { folder: folder.path });
  assert.deepEqual([code, stderr], [0, ""], args.join(" "));
  return stdout;
}

async function isInstalled(program: string): Promise<boolean> {
  try {
    return (await new Deno.Command(program, { args: ["--version"], stdout: "null", stderr: "null" }).output()).success;
  } catch {
    return false;
  }
}

/** Runs a script with strict settings. @returns what it prints, by line */
async function bash(script: string): Promise<string[]> {
  const { success, stdout, stderr } = await new Deno.Command("bash", {
    args: ["--norc", "--noprofile", "-c", `set -u; ${script}`],
  }).output();
  assert.deepEqual([success, new TextDecoder().decode(stderr)], [true, ""], script);
  return new TextDecoder().decode(stdout).split("\n").filter((line) => line !== "");
}

/** What bash offers for the last word. */
function offers(completion: string, words: string[]): Promise<string[]> {
  const quoted = words.map((word) => `'${word}'`).join(" ");
  return bash(`${completion}
    COMP_WORDS=(panoramax ${quoted}); COMP_CWORD=${words.length}; _panoramax; printf '%s\\n' "\${COMPREPLY[@]-}"`);
}

Deno.test("bash completes every command and option", async () => {
  const script = await print("completion", "bash");
  for (const { path, options, children } of listCommands(commandTree())) {
    const expected = [
      ...children.map(({ name }) => name),
      ...options.flatMap(({ flags }) => flags.filter((flag) => flag.startsWith("--"))),
    ];
    assert.deepEqual((await offers(script, [...path, ""])).sort(), expected.sort(), path.join(" "));
  }
});

Deno.test("bash completes what is begun, and not the values of options", async () => {
  const script = await print("completion", "bash");
  const cases: [string[], string[]][] = [
    [["back"], ["backup"]],
    [["db", "up"], ["upgrade"]],
    [["--data", "db", "back"], ["backup"]],
    [["--data", "=", "db", "back"], ["backup"]],
    [["--data", ""], []],
    [["--data", "="], []],
    [["--data", "=", "db"], []],
    [["restore", "--keep"], ["--keep-other-files"]],
    [["serve", "--port", "80", "--ho"], ["--host"]],
    [["backup", "db", "up"], []],
    [["$(exit 1)", "`exit 1`", "back"], ["backup"]],
  ];
  for (const [words, expected] of cases) assert.deepEqual(await offers(script, words), expected, words.join(" "));
  assert.match((await bash(`${script}\ncomplete -p panoramax`)).join(), /-o default -F _panoramax panoramax/);
});

Deno.test("scripts for zsh and fish name every command and option, and are valid", async () => {
  for (const shell of ["zsh", "fish"]) {
    const script = await print("completion", shell);
    for (const { options, children } of listCommands(commandTree())) {
      const names = [...children.map(({ name }) => name), ...options.flatMap(({ flags }) => flags)];
      for (const name of names) {
        const word = shell === "zsh"
          ? `'${name}:`
          : name.startsWith("--")
          ? ` -l ${name.slice(2)} `
          : name.startsWith("-")
          ? ` -s ${name.slice(1)} `
          : ` -a '${name}' `;
        assert.ok(script.includes(word), `${shell}: ${word}`);
      }
    }
    if (!await isInstalled(shell)) continue;
    await using folder = await temporaryFolder();
    await Deno.writeTextFile(`${folder.path}/script`, script);
    const { success } = await new Deno.Command(shell, { args: ["-n", `${folder.path}/script`] }).output();
    assert.ok(success, shell);
  }
});

Deno.test("the manual page has every command and option, and groff has nothing to say against it", async () => {
  const page = await print("man");
  assert.match(page, /^\.TH PANORAMAX 1 /);
  for (const { path, options, children } of listCommands(commandTree())) {
    if (path.length > 0 && children.length === 0) {
      assert.ok(page.includes(`.SS "${path.join(" ").replaceAll("-", "\\-")}"\n`), path.join(" "));
    }
    for (const { shown } of options) assert.ok(page.includes(`.B ${shown.replaceAll("-", "\\-")}\n`), shown);
  }
  for (const line of page.split("\n")) assert.match(line, /^(\.(TH|SH|SS|TP|PP|B)\b|[^.'])|^$/);
  if (!await isInstalled("groff")) return;
  await using folder = await temporaryFolder();
  await Deno.writeTextFile(`${folder.path}/panoramax.1`, page);
  const { stdout, stderr } = await new Deno.Command("groff", {
    args: ["-man", "-ww", "-T", "ascii", "-P", "-c", "-P", "-b", "-P", "-o", "-P", "-u", `${folder.path}/panoramax.1`],
  }).output();
  assert.equal(new TextDecoder().decode(stderr), "");
  assert.match(new TextDecoder().decode(stdout), /--keep-other-files/);
});
