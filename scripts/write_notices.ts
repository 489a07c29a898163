/** `deno task notices`: writes licences and the bill of materials of the installed packages, for runs from source. */
import { resolve } from "node:path";
import { NOTICES } from "./compile/contents.ts";
import { writeNotices } from "./notices/write.ts";

const project = resolve(import.meta.dirname ?? ".", "..");
await writeNotices(project, project, resolve(project, NOTICES));
