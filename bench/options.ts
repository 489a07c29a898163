/** What to measure, and how long. */
import { parseArgs } from "node:util";

const GROUPS = ["uploads", "reads", "memory"] as const;
/** Kinds of measurements. Whether requests are answered in time while pictures are processed belongs to `memory`. */
export type Group = (typeof GROUPS)[number];

/** How much work a run does. */
export interface Effort {
  /** Pictures of 5760 × 2880 pixels uploaded. */
  fullSizePictures: number;
  /** Pictures of 640 × 320 pixels uploaded. */
  smallPictures: number;
  /** Seconds between uploads and reads. PostgreSQL looks once a minute at tables to know what they hold. */
  settleSeconds: number;
  /** Seconds of load on each read route. */
  readSeconds: number;
  /** How often four full-size pictures are processed while requests are timed. */
  processingRounds: number;
}

export interface Options {
  groups: readonly Group[];
  effort: Effort;
  /** Script that starts and stops geovisio; undefined to do without. */
  peerTool: string | undefined;
  /** Databases of our own server to measure. */
  databases: readonly ("embedded" | "native")[];
}

const THOROUGH: Effort = {
  fullSizePictures: 24,
  smallPictures: 400,
  settleSeconds: 70,
  readSeconds: 5,
  processingRounds: 5,
};
const QUICK: Effort = { fullSizePictures: 6, smallPictures: 60, settleSeconds: 0, readSeconds: 2, processingRounds: 1 };

export const HELP = `deno task bench [options]

  --peer               compare with geovisio, started in the same run
  --peer-tool <file>   script with the commands start and stop that runs geovisio (default: ../shared/tools/peer.sh)
  --only <group>       uploads, reads or memory
  --database <name>    embedded or native alone
  --quick              a short run, for a first look

BENCH_DB_URL names a PostgreSQL server to use, as a superuser, instead of one started for the run.`;

/**
 * Reads the command line; undefined when help was asked for.
 * @throws TypeError for an unknown option or value
 */
export function readOptions(args: string[]): Options | undefined {
  const { values } = parseArgs({
    args,
    options: {
      peer: { type: "boolean", default: false },
      "peer-tool": { type: "string", default: "../shared/tools/peer.sh" },
      only: { type: "string" },
      database: { type: "string" },
      quick: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return undefined;
  return {
    groups: oneOrAll("--only", GROUPS, values.only),
    effort: values.quick ? QUICK : THOROUGH,
    peerTool: values.peer ? values["peer-tool"] : undefined,
    databases: oneOrAll("--database", ["embedded", "native"] as const, values.database),
  };
}

function oneOrAll<T extends string>(option: string, known: readonly T[], chosen: string | undefined): readonly T[] {
  if (chosen === undefined) return known;
  const found = known.filter((value) => value === chosen);
  if (found.length === 0) throw new TypeError(`${option} should be one of ${known.join(", ")}, got '${chosen}'`);
  return found;
}
