/** The command tree: names, options, help. Each command loads its file when it is run, so that `--help` is instant. */
import { Command, CommanderError } from "commander";
import { addAllskyCommands } from "./src/commands/tree/allsky.ts";
import { addProgramCommands } from "./src/commands/tree/program.ts";
import { addFileCommands } from "./src/commands/tree/files.ts";
import { addServiceCommands } from "./src/commands/tree/service.ts";
import { all, DRY_RUN, examples, JSON_OUTPUT, YES } from "./src/commands/tree/words.ts";
import { VERSION } from "./src/core/version.ts";

/** A failure that the user can fix: shown as one line, without a stack. */
const EXPECTED = new Set([
  "CommandError",
  "SettingsError",
  "AddressError",
  "DataFolderError",
  "StorageError",
  "MountError",
  "DatabaseConnectionError",
  "DataFolderInUseError",
  "ServerRunningError",
  "IncompatibleDataFolderError",
  "PendingMigrationsError",
  "GeovisioDatabaseError",
  "AdoptionError",
  "MigrationHistoryError",
  "DatabaseTimeZoneError",
  "EmptyDatabaseError",
  "BackupError",
  "StalledError",
  "ThreadError",
]);

/** All commands with their options and help. */
export function commandTree(): Command {
  const program = new Command("panoramax")
    .description("A self-hosted server for geolocated pictures: STAC API, uploads, processing, all in one file")
    .version(VERSION)
    .option("--data <folder>", "folder of the database, the pictures and the secret key (default: ./panoramax-data)")
    .option("--env-file <file>", "read settings from this file instead of .env")
    .showHelpAfterError("(panoramax --help shows all commands)")
    .exitOverride()
    .addHelpText("after", examples("panoramax serve", "panoramax serve --port 8080 --data /srv/panoramax"));

  program.command("serve")
    .description("Start the server; by default, everything is kept in the data folder")
    .option("--host <address>", "address to listen on (default: 127.0.0.1, or HOST)")
    .option("--port <number>", "port to listen on (default: 5000, or PORT)")
    .option("--data <folder>", "the same as before the command")
    .addHelpText(
      "after",
      examples(
        "panoramax serve",
        "panoramax serve --host 0.0.0.0 --port 8080",
        "DB_URL=postgres://user@host/panoramax FS_URL=/srv/pictures panoramax serve",
      ),
    )
    .action(async (options, command) =>
      (await import("./src/commands/serve.ts")).serve({ ...all(command), ...options })
    );

  program.command("picture-worker")
    .description("Process pictures in a separate process, next to any number of servers and workers on the same DB_URL")
    .option("--once", "exit when no job is left, instead of waiting for more")
    .addHelpText(
      "after",
      examples(
        "DB_URL=postgres://user@host/panoramax FS_URL=/srv/pictures panoramax picture-worker",
        "panoramax picture-worker --once",
      ),
    )
    .action(async (options, command) =>
      (await import("./src/commands/picture_worker.ts")).pictureWorker({ ...all(command), ...options })
    );

  const db = program.command("db").description("Manage the schema of the database and the counts it keeps")
    .addHelpText("after", examples("panoramax db upgrade", "panoramax db refresh"));
  db.command("upgrade")
    .description("Apply the pending migrations; the embedded database is backed up first")
    .option(...JSON_OUTPUT)
    .addHelpText("after", examples("panoramax db upgrade"))
    .action(async (options, command) =>
      (await import("./src/commands/db.ts")).runUpgrade({ ...all(command), ...options })
    );
  db.command("rollback")
    .description("Roll back the last migration, or all of them, which deletes all data in the database")
    .option("--all", "roll back every migration, removing all tables")
    .option(...DRY_RUN)
    .option(...YES)
    .option(...JSON_OUTPUT)
    .addHelpText("after", examples("panoramax db rollback", "panoramax db rollback --all"))
    .action(async (options, command) =>
      (await import("./src/commands/db.ts")).runRollback({
        ...all(command),
        ...options,
        all: Boolean(options.all),
      })
    );
  db.command("copy-to <url>")
    .description(
      "Copy the database into an empty one on native PostgreSQL, compare both row by row, and say which settings to change. " +
        "Servers have to be stopped",
    )
    .option(...JSON_OUTPUT)
    .addHelpText("after", examples("panoramax db copy-to postgres://panoramax:PASSWORD@localhost/panoramax"))
    .action(async (url, options, command) =>
      (await import("./src/commands/db_copy.ts")).runCopyTo({ ...all(command), ...options, url })
    );
  db.command("copy-from <url>")
    .description(
      "Copy a native database into the embedded one of a new data folder, compare both row by row, and say which settings " +
        "to change. Servers have to be stopped",
    )
    .option(...JSON_OUTPUT)
    .addHelpText("after", examples("panoramax db copy-from postgres://panoramax:PASSWORD@localhost/panoramax"))
    .action(async (url, options, command) =>
      (await import("./src/commands/db_copy.ts")).runCopyFrom({ ...all(command), ...options, url })
    );
  db.command("refresh")
    .description("Refresh the counts of pictures on the map; servers do so seconds after a change")
    .option("--full", "count the whole map instead of only where something changed")
    .option(...JSON_OUTPUT)
    .addHelpText("after", examples("panoramax db refresh", "panoramax db refresh --full"))
    .action(async (options, command) =>
      (await import("./src/commands/db.ts")).runRefresh({ ...all(command), ...options, full: Boolean(options.full) })
    );

  program.command("cleanup [sequences...]")
    .description(
      "Delete the pictures of the given sequences (ids), or all pictures. By default, their rows and derived files are " +
        "deleted, and the original files are kept",
    )
    .option("--database", "delete the pictures from the database")
    .option("--cache", "delete derived files (tiles, SD versions, thumbnails); they are made again when needed")
    .option("--permanent-pictures", "delete the original files")
    .option("--full", "delete all three")
    .option(...DRY_RUN)
    .option("-y, --yes", "do not ask before something is lost. Scripts without any input are not asked either")
    .option(...JSON_OUTPUT)
    .addHelpText(
      "after",
      examples(
        "panoramax cleanup --dry-run",
        "panoramax cleanup",
        "panoramax cleanup 7d1c4b0e-6f3a-4d0b-9f0c-2f6f0f7f9a51 --full",
        "panoramax cleanup --cache",
      ),
    )
    .action(async (sequences, options, command) =>
      (await import("./src/commands/cleanup.ts")).runCleanup({ ...all(command), ...options, sequences })
    );

  const pictures = program.command("pictures").description("Work on pictures that are stored already")
    .addHelpText("after", examples("panoramax pictures prepare --broken", "panoramax pictures blur"));
  pictures.command("blur [pictures...]")
    .description("Blur faces and plates in the given pictures (ids), or all, that this program has not blurred yet")
    .option("--again", "also in those that it has blurred")
    .option("--older-than <model>", "again, in those that were blurred by a model before this one")
    .option(...JSON_OUTPUT)
    .addHelpText("after", examples("panoramax pictures blur", "panoramax pictures blur --again --older-than builtin-2"))
    .action(async (pictures, options, command) =>
      (await import("./src/commands/pictures.ts")).blurPictures({ ...all(command), ...options, pictures })
    );
  pictures.command("prepare [pictures...]")
    .description("Process the given pictures (ids), or all, again: blurring, thumbnails and other derived files")
    .option("--broken", "only those that could not be processed")
    .option(...JSON_OUTPUT)
    .addHelpText(
      "after",
      examples(
        "panoramax pictures prepare --broken",
        "panoramax pictures prepare 7d1c4b0e-6f3a-4d0b-9f0c-2f6f0f7f9a51",
      ),
    )
    .action(async (pictures, options, command) =>
      (await import("./src/commands/pictures.ts")).preparePictures({ ...all(command), ...options, pictures })
    );

  program.command("sequences").description("Work on many sequences at once")
    .addHelpText("after", examples("panoramax sequences reorder"))
    .command("reorder [sequences...]")
    .description("Sort the pictures of the given sequences (ids), or of all sequences, by capture time")
    .option(...JSON_OUTPUT)
    .addHelpText(
      "after",
      examples("panoramax sequences reorder", "panoramax sequences reorder 7d1c4b0e-6f3a-4d0b-9f0c-2f6f0f7f9a51"),
    )
    .action(async (sequences, options, command) =>
      (await import("./src/commands/sequences.ts")).reorderSequences({ ...all(command), ...options, sequences })
    );

  program.command("set-sequences-heading [sequences...]")
    .description("Compute headings from the movement, in the given sequences (ids) or in all sequences")
    .option("--value <degrees>", "rotation from the direction of movement, clockwise", "0")
    .option("--overwrite", "also replace headings that cameras recorded; by default, only missing ones are computed")
    .option(...DRY_RUN)
    .option(...YES)
    .option(...JSON_OUTPUT)
    .addHelpText(
      "after",
      examples("panoramax set-sequences-heading --value 90 --overwrite 7d1c4b0e-6f3a-4d0b-9f0c-2f6f0f7f9a51"),
    )
    .action(async (sequences, options, command) =>
      (await import("./src/commands/sequences.ts")).setSequencesHeading({ ...all(command), ...options, sequences })
    );

  program.command("import <folder>")
    .description(
      "Import the pictures of a folder and its subfolders, with the same checks as over HTTP; each folder becomes an upload " +
        "set. If interrupted, run it again to resume",
    )
    .option("--account <account>", "name or id of the owner (default: the default account)")
    .option("--title <title>", "title of the upload sets (default: the name of each folder)")
    .option(...JSON_OUTPUT)
    .addHelpText("after", examples("panoramax import ./pictures", "panoramax import /media/card --account alice"))
    .action(async (folder, options, command) =>
      (await import("./src/commands/import.ts")).importPictures({ ...all(command), ...options, folder })
    );

  program.command("doctor")
    .description(
      "Compare the database with the files, and look for stuck work; exits with 1 if there are problems",
    )
    .option("--fix", "fix what can be made again")
    .option("--delete-orphans", "delete original files that are not in the database, such as those that cleanup keeps")
    .option(...DRY_RUN)
    .option(...YES)
    .option(...JSON_OUTPUT)
    .addHelpText("after", examples("panoramax doctor", "panoramax doctor --fix"))
    .action(async (options, command) =>
      (await import("./src/commands/doctor.ts")).runDoctor({ ...all(command), ...options })
    );

  program.command("backup <file>")
    .description(
      "Save the database, the original pictures and the files of cameras in one verified archive, while the instance " +
        "runs. It contains secrets: keep it safe",
    )
    .option(...JSON_OUTPUT)
    .addHelpText(
      "after",
      examples("panoramax backup /backup/panoramax-$(date +%F).tar", "panoramax backup --json /backup/now.tar"),
    )
    .action(async (file, options, command) =>
      (await import("./src/commands/backup.ts")).backup({ ...all(command), ...options, file })
    );
  program.command("restore <file>")
    .description(
      "Restore a backup into an empty database and an empty folder for the pictures. If interrupted, run it again",
    )
    .option("--keep-other-files", "leave files that are not in the backup where they are, instead of refusing them")
    .option(...JSON_OUTPUT)
    .addHelpText(
      "after",
      examples(
        "panoramax restore /backup/panoramax-2026-01-31.tar",
        "panoramax --data ./new-folder restore /backup/panoramax-2026-01-31.tar",
      ),
    )
    .action(async (file, options, command) =>
      (await import("./src/commands/backup.ts")).restore({ ...all(command), ...options, file })
    );

  program.command("adopt")
    .description(
      "Take over the database of geovisio 2.15 at DB_URL, in place. Its tables stay aside, for --undo, until --finish",
    )
    .option("--dry-run", "show what would be taken over, and how long it would take")
    .option("--undo", "put geovisio's tables back as they were; what was added or changed since is lost")
    .option("--finish", "delete geovisio's tables, once everything works; the adoption cannot be undone then")
    .option(...YES)
    .option(...JSON_OUTPUT)
    .addHelpText("after", examples("panoramax adopt --dry-run", "panoramax adopt", "panoramax adopt --finish"))
    .action(async (options, command) =>
      (await import("./src/commands/adopt.ts")).runAdopt({ ...all(command), ...options })
    );

  program.command("default-account-tokens").description("Show the tokens of the account that owns anonymous uploads")
    .addHelpText("after", examples("panoramax default-account-tokens get"))
    .command("get")
    .description("Print the token of the default account, which is an administrator; keep it secret")
    .option(...JSON_OUTPUT)
    .addHelpText("after", examples('curl -H "Authorization: Bearer $(panoramax default-account-tokens get)" …'))
    .action(async (options, command) =>
      (await import("./src/commands/default_account_tokens.ts")).getDefaultAccountToken({ ...all(command), ...options })
    );

  program.command("user [account]")
    .description("Show an account, given by its name or id, or change it")
    .option("--list", "list all accounts")
    .option("--search <text>", "with --list: those whose name contains the text")
    .option("--create", "create the account if there is none with this name")
    .option("--set-role <role>", "admin or user")
    .option("--password", "set the password, asked for on the terminal or read from the first line of standard input")
    .option("--link", "print a link by which its owner chooses a password; it works once")
    .option("--quota-pictures <number>", "how many pictures it may have: 0 for any number, default for the setting")
    .option("--quota-bytes <number>", "how many bytes its pictures may have, likewise")
    .option("--generate-api-key", "create a key for the SyncAPI of all-sky cameras, replacing any older one")
    .option("--deactivate", "deactivate the account: its logins, tokens and keys are refused")
    .option("--activate", "activate the account again")
    .option("--end-sessions", "log the account out everywhere")
    .option(
      "--reset-second-factor",
      "remove codes, recovery codes and passkeys: the password alone is enough to log in",
    )
    .option("--delete-data", "delete all pictures, upload sets and sequences of the account")
    .option("--json", "print the result as JSON: with --list, an object a line")
    .option("--dry-run", "with --delete-data: show what would be deleted, and change nothing")
    .option(...YES)
    .addHelpText(
      "after",
      examples(
        "panoramax user alice",
        "panoramax user alice --create --password",
        "panoramax user alice --create --link",
        "panoramax user alice --set-role admin",
        "panoramax user alice --quota-pictures 10000",
        "panoramax user allsky --create --generate-api-key",
        "panoramax user --list",
        "panoramax user alice --end-sessions",
        "panoramax user alice --reset-second-factor",
        "panoramax user alice --delete-data",
      ),
    )
    .action(async (account, options, command) => {
      if (account === undefined && !options.list) command.error("error: missing required argument 'account'");
      await (await import("./src/commands/user.ts")).manageUser({ ...all(command), ...options, account });
    });

  addFileCommands(program);
  addAllskyCommands(program);
  addServiceCommands(program);
  addProgramCommands(program);
  return program;
}

/** `--version` prints the version alone, whatever else is given. Who asks for JSON means the command, or is told about it. */
function versionCommand(args: string[], program: Command): string[] {
  const isVersion = (arg: string) => arg === "--version" || arg === "-V";
  const isJson = (arg: string) => arg === "--json";
  if (!args.some(isVersion) || !args.some(isJson)) return args;
  if (args.every((arg) => isVersion(arg) || isJson(arg))) return ["version", "--json"];
  return program.error("error: --version and --json go with nothing else; see panoramax version --help");
}

/** Runs a command and ends the process: 0 when done, 1 when it failed, 2 for a wrong use. */
export async function runCommandLine(args: string[]): Promise<never> {
  try {
    const program = commandTree();
    await program.parseAsync(versionCommand(args, program), { from: "user" });
    Deno.exit(0);
  } catch (error) {
    if (error instanceof CommanderError) Deno.exit(error.exitCode === 0 ? 0 : 2);
    if (error instanceof Error && EXPECTED.has(error.name)) console.error(`Error: ${error.message}`);
    else console.error(error);
    Deno.exit(1);
  }
}
