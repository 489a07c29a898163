/** What the Debian package holds. Made of the source, so that a package for another processor needs nobody to run its binary. */
import { gzipSync } from "node:zlib";
import { commandTree } from "../../cli.ts";
import { NEW_ENVIRONMENT_FILE } from "../../src/commands/service/environment_file.ts";
import { ENVIRONMENT_FILE, serviceUnit, USUAL_FOLDER } from "../../src/commands/service/unit.ts";
import { bashCompletion } from "../../src/commands/shell/bash.ts";
import { listCommands } from "../../src/commands/shell/command_list.ts";
import { fishCompletion } from "../../src/commands/shell/fish.ts";
import { manPage } from "../../src/commands/shell/man_page.ts";
import { zshCompletion } from "../../src/commands/shell/zsh.ts";

/** Where the program goes. */
export const BINARY = "/usr/bin/panoramax";
/** The user whom the scripts of the package make. */
const USER = "panoramax";
/** Manual pages and change logs are compressed as well as possible (Debian Policy 12.1, 12.7). */
const BEST = { level: 9 };

/** A file of the package. */
export interface PackagedFile {
  /** Where it goes. */
  path: string;
  content: string | Uint8Array;
  mode: number;
}

/** Files that an administrator changes, and an upgrade keeps (Debian Policy 10.7). */
export const CONFIGURATION_FILES = [ENVIRONMENT_FILE];

/**
 * All files but the program.
 * @param license text of the licence
 * @param changes the change log
 */
export function packagedFiles({ license, changes }: { license: string; changes: string }): PackagedFile[] {
  const program = commandTree();
  const commands = listCommands(program);
  const unit = serviceUnit({ binary: BINARY, folder: USUAL_FOLDER, user: USER });
  const texts: Record<string, string | Uint8Array> = {
    // Where Debian 12 looks, too; later ones have a link there.
    "/lib/systemd/system/panoramax.service": unit,
    "/usr/share/bash-completion/completions/panoramax": `${bashCompletion(commands)}\n`,
    "/usr/share/zsh/vendor-completions/_panoramax": `${zshCompletion(commands)}\n`,
    "/usr/share/fish/vendor_completions.d/panoramax.fish": `${fishCompletion(commands)}\n`,
    "/usr/share/man/man1/panoramax.1.gz": gzipSync(`${manPage(program)}\n`, BEST),
    "/usr/share/doc/panoramax/changelog.gz": gzipSync(changes, BEST),
    "/usr/share/doc/panoramax/copyright":
      `${license.trim()}\n\nThe program contains parts under licences of their own: panoramax licenses prints them.\n`,
  };
  return [
    { path: ENVIRONMENT_FILE, content: NEW_ENVIRONMENT_FILE, mode: 0o640 },
    ...Object.entries(texts).map(([path, content]) => ({ path, content, mode: 0o644 })),
  ];
}
