/** The commands about files. */
import type { Command } from "commander";
import { all, DRY_RUN, examples, JSON_OUTPUT } from "./words.ts";

/** Adds `files` with what is below it. */
export function addFileCommands(program: Command): void {
  const files = program.command("files").description("Manage the files of pictures and cameras")
    .addHelpText("after", examples("panoramax files copy-to s3://KEY:SECRET@BUCKET"));
  files.command("copy-to <url>")
    .description(
      "Copy all files to another folder or bucket (as in FS_URL), compare them there, and say which settings to change. " +
        "Run again, it goes on where it stopped; servers may run until the last time",
    )
    .option("--no-derivates", "leave out thumbnails, SD versions and tiles: they are made again when needed")
    .option("--by-size", "take files of the same size for the same, instead of comparing their content")
    .option(...DRY_RUN)
    .option(...JSON_OUTPUT)
    .addHelpText(
      "after",
      examples(
        "panoramax files copy-to s3://KEY:SECRET@BUCKET?endpoint_url=https://s3.example.org",
        "panoramax files copy-to /mnt/large-disk/pictures --dry-run",
      ),
    )
    .action(async (url, options, command) =>
      (await import("../files_copy.ts")).runFilesCopy({ ...all(command), ...options, url })
    );
}
