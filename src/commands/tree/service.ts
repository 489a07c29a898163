/** The commands that make a service of the server. */
import type { Command } from "commander";
import { examples } from "./words.ts";

/** Adds `install-service` and `uninstall-service`. */
export function addServiceCommands(program: Command): void {
  program.command("install-service")
    .description(
      "Print a systemd unit for the server; with --write, install it with a file for settings, /etc/panoramax.env, and say " +
        "how to start it. Run again, it renews the unit and keeps the settings",
    )
    .option("--write", "install it; needs root")
    .option("--user <name>", "run as this existing user (default: one that systemd makes for the service)")
    .option("--folder <folder>", "data folder (default: /var/lib/panoramax); outside of /var/lib, --user is needed")
    .option("--host <address>", "address to listen on, such as 0.0.0.0 for all (default: 127.0.0.1)")
    .option("--port <number>", "port to listen on (default: 5000); below 1024 works, too")
    .option("--binary <file>", "the program (default: this one)")
    .addHelpText(
      "after",
      examples(
        "panoramax install-service",
        "sudo panoramax install-service --write --host 0.0.0.0",
        "sudo panoramax install-service --write --user pi --folder /mnt/disk/panoramax",
      ),
    )
    .action(async (options) => console.log(await (await import("../service/install.ts")).installService(options)));
  program.command("uninstall-service")
    .description("Say how the service is removed; with --write, remove its unit. Settings and data stay")
    .option("--write", "remove the unit; needs root")
    .addHelpText("after", examples("panoramax uninstall-service", "sudo panoramax uninstall-service --write"))
    .action(async (options) => console.log(await (await import("../service/install.ts")).uninstallService(options)));
}
