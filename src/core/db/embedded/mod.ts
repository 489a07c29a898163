/**
 * The embedded database: PostgreSQL with PostGIS inside this program (PGlite), durable, on a folder, reached through a unix
 * socket by the same client as any other PostgreSQL. It has one backend: transactions run one after the other.
 */
export { embeddedVersion } from "./assets.ts";
export {
  DataFolderInUseError,
  type EmbeddedDatabase,
  type EmbeddedDatabaseOptions,
  openEmbeddedDatabase,
} from "./open.ts";
export { IncompatibleDataFolderError } from "./data_folder_version.ts";
