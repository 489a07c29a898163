/** `deno task notices`: writes licences and the bill of materials of the installed packages, for runs from source. */
import { NOTICES } from "./compile/contents.ts";
import { writeNotices } from "./notices/write.ts";
import { join } from "node:path";
import { PROJECT } from "./project.ts";

await writeNotices(PROJECT, PROJECT, join(PROJECT, NOTICES));
