/** The commands about the program itself. */
import type { Command } from "commander";
import { all, examples, JSON_OUTPUT } from "./words.ts";

/** Adds `licenses`, `version`, `basemap`, `completion` and `man`. */
export function addProgramCommands(program: Command): void {
  program.command("licenses")
    .description("Print the licences of everything the program contains")
    .option("--sbom", "print the software bill of materials instead, as CycloneDX JSON")
    .addHelpText("after", examples("panoramax licenses | less", "panoramax licenses --sbom > panoramax.cdx.json"))
    .action(async (options) => (await import("../licenses.ts")).printLicenses(options));

  program.command("version")
    .description("Say what the program is: version, runtime, codec, database, schema and platform; opens nothing")
    .option(...JSON_OUTPUT)
    .addHelpText("after", examples("panoramax version", "panoramax version --json"))
    .action(async (options, command) => (await import("../version.ts")).printVersion({ ...all(command), ...options }));

  const basemap = program.command("basemap")
    .description("Say how to get a map with streets and names, which the pages show without another server")
    .addHelpText("after", examples("panoramax basemap", "panoramax basemap check"))
    .action(async (_, command) => (await import("../basemap.ts")).explainBaseMap(all(command)));
  basemap.command("check [file]")
    .description(
      "Say what an archive of map tiles (PMTiles; file or URL) is, whether the pages can show it, and whether it covers the " +
        "pictures; otherwise the one that they show now",
    )
    .option(...JSON_OUTPUT)
    .addHelpText("after", examples("panoramax basemap check", "panoramax basemap check town.pmtiles"))
    .action(async (file, options, command) =>
      (await import("../basemap.ts")).checkBaseMap(file, { ...all(command), ...options })
    );

  program.command("completion <shell>")
    .description("Print a script by which bash, zsh or fish completes commands and options")
    .addHelpText(
      "after",
      examples("source <(panoramax completion bash)", "panoramax completion fish | source"),
    )
    .action(async (shell) => (await import("../shell/completion.ts")).printCompletion(program, shell));
  program.command("man")
    .description("Print the manual page")
    .addHelpText("after", examples("panoramax man > /usr/local/share/man/man1/panoramax.1"))
    .action(async () => (await import("../shell/man_page.ts")).printManPage(program));
}
