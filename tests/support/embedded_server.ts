/**
 * One embedded database as a process of its own, for the test files of a run one after the other: to open one takes more than
 * most files. Prints its socket and ends when its input does.
 */
import { openEmbeddedDatabase } from "../../src/core/db/embedded/mod.ts";
import { copyEmbeddedDatabase } from "./embedded_database.ts";
import { temporaryFolder } from "./temporary_folder.ts";

await using folder = await temporaryFolder();
await copyEmbeddedDatabase(folder.path);
const database = await openEmbeddedDatabase({ folder: folder.path, role: "server" });
console.log(`socket: ${database.socket}`);
await Deno.stdin.readable.pipeTo(new WritableStream());
await database.close();
