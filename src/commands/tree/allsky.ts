/** The commands of all-sky cameras. */
import type { Command } from "commander";
import { all, examples, JSON_OUTPUT, YES } from "./words.ts";

/** Adds `allsky` with what is below it. */
export function addAllskyCommands(program: Command): void {
  const allsky = program.command("allsky").description("Manage all-sky cameras that send their images over the SyncAPI")
    .addHelpText("after", examples("panoramax allsky cameras", "panoramax allsky expire --dry-run"));
  allsky.command("expire")
    .description("Delete entries older than the settings or their camera allow; servers do so every hour")
    .option("--dry-run", "show what would be deleted")
    .option(...YES)
    .option(...JSON_OUTPUT)
    .addHelpText("after", examples("panoramax allsky expire --dry-run"))
    .action(async (options, command) => (await import("../allsky.ts")).expireAllsky({ ...all(command), ...options }));
  allsky.command("cameras")
    .description("List the cameras: id, UUID, visibility, number of entries, own retention, name")
    .option("--json", "print the result as JSON: an object a line")
    .addHelpText("after", examples("panoramax allsky cameras"))
    .action(async (options, command) =>
      (await import("../allsky.ts")).listAllskyCameras({ ...all(command), ...options })
    );
  allsky.command("camera <id>")
    .description(
      "Show or hide a camera, choose where visitors find its entries, set how long they are kept, or give it to an account",
    )
    .option("--hide", "hide the camera and all its entries")
    .option("--show", "show the camera again")
    .option("--remote", "link visitors to entries stored elsewhere, and show only those")
    .option("--local", "link visitors to the files on this server again")
    .option("--keep <kind=days...>", "days to keep a kind; 0 for ever, default for the days of the settings")
    .option("--account <account>", "give the camera to an account (name or id), whose API key can then send for it")
    .option(...JSON_OUTPUT)
    .addHelpText(
      "after",
      examples("panoramax allsky camera 1 --hide", "panoramax allsky camera 1 --keep image=90 video=0"),
    )
    .action(async (camera, options, command) =>
      (await import("../allsky.ts")).manageAllskyCamera({ ...all(command), ...options, camera })
    );
  allsky.command("timelapse <camera> <night>")
    .description("Make the timelapse of a night (the date of its evening) from its images, for cameras that send none")
    .option("--day", "of the day instead")
    .option("--fps <number>", "images per second", "25")
    .option("--replace", "make a new one where there is one already")
    .option(...JSON_OUTPUT)
    .addHelpText("after", examples("panoramax allsky timelapse 1 2024-01-31"))
    .action(async (camera, night, options, command) =>
      (await import("../allsky.ts")).makeAllskyTimelapse({ ...all(command), ...options, camera, night })
    );
  allsky.command("merge <old> <new>")
    .description("Move the entries of a camera (id) to another one, after the camera has got a new UUID")
    .option("--dry-run", "show what would be moved")
    .option(...JSON_OUTPUT)
    .addHelpText("after", examples("panoramax allsky merge 1 2 --dry-run", "panoramax allsky merge 1 2"))
    .action(async (from, to, options, command) =>
      (await import("../allsky.ts")).mergeAllskyCameras({ ...all(command), ...options, old: from, new: to })
    );
}
