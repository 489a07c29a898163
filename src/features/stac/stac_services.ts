/** What the routes of STAC work with. */
import type { Services } from "../../core/services.ts";
import type { CollectionSource } from "./collection_source.ts";
import type { Instance } from "./json_context.ts";

/** Made once, for all routes of STAC. */
export interface StacServices extends Pick<Services, "settings" | "sql" | "stores" | "team"> {
  /** The settings that show in answers. */
  instance: Instance;
  /** Collections of other features. */
  sources: readonly CollectionSource[];
}
