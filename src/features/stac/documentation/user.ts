/** What an account published, for the OpenAPI document. */
import { z } from "@hono/zod-openapi";
import { link } from "../../../core/http/documentation.ts";
import { VISIBILITIES } from "../../../core/settings/mod.ts";
import { collection } from "./collection.ts";
import { extent, timestamp } from "./common.ts";

const pictureCount = z.object({ count: z.int().min(0).optional() });

/** A link to a collection of the account, with enough to list it. */
const childLink = link.extend({
  id: z.uuid().optional(),
  created: timestamp.optional(),
  updated: timestamp.optional(),
  extent: extent.partial({ spatial: true }).optional(),
  "geovisio:length_km": z.number().min(0).optional(),
  "geovisio:status": z.string().optional().openapi({ description: "For the owner alone" }),
  "geovisio:visibility": z.enum(VISIBILITIES).optional().openapi({ description: "For the owner alone" }),
  "stats:items": pictureCount.optional(),
}).openapi("ChildLink");

/** All that an account published, as one collection. */
export const userCollection = collection.pick({
  type: true,
  stac_version: true,
  stac_extensions: true,
  title: true,
  description: true,
  keywords: true,
  semantics: true,
  license: true,
  updated: true,
  "geovisio:upload-software": true,
  "geovisio:length_km": true,
  providers: true,
  extent: true,
}).extend({
  id: z.string().openapi({ description: "`user:` and the id of the account" }),
  created: timestamp.optional(),
  "stats:items": pictureCount,
  "stats:collections": z.object({ count: z.int().min(1) }),
  links: z.array(childLink),
}).openapi("UserCollection");

/** All that an account published, as a catalog. */
export const userCatalog = z.object({
  type: z.literal("Catalog"),
  stac_version: z.literal("1.0.0"),
  id: z.string().openapi({ description: "`user:` and the id of the account" }),
  title: z.string(),
  description: z.string(),
  conformsTo: z.array(z.url()),
  links: z.array(childLink),
}).openapi("UserCatalog");
