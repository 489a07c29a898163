/** The landing page: a STAC catalog that leads to everything else. */
import { boundingBox, temporalInterval } from "../extent.ts";
import type { Settings } from "../../../core/settings/mod.ts";
import { VERSION } from "../../../core/version.ts";
import type { Instance } from "../json_context.ts";
import { type Link, MEDIA_TYPES, QUERYABLES_REL, rootLink } from "../links.ts";
import { CONFORMANCE_CLASSES } from "../../../core/http/conformance.ts";
import type { ExtentRow } from "./queries.ts";

const EXTENSIONS = [
  "https://stac-extensions.github.io/web-map-links/v1.0.0/schema.json",
  "https://stac-extensions.github.io/contacts/v0.1.1/schema.json",
];

/** The landing page. Undefined values are left out of the text by `JSON.stringify`. */
export function catalogJson(settings: Settings, instance: Instance, base: string, extent: ExtentRow) {
  const { name, description, email } = settings.API_SUMMARY;
  const title = name.en ?? "Panoramax";
  return {
    type: "Catalog",
    stac_version: "1.0.0",
    id: "geovisio",
    title,
    description: description.en ?? title,
    geovisio_version: settings.API_GIT_VERSION ?? VERSION,
    conformsTo: CONFORMANCE_CLASSES,
    stac_extensions: EXTENSIONS,
    contacts: [{ name: title, emails: [{ value: email }] }],
    extent: {
      spatial: { bbox: [boundingBox(extent)] },
      temporal: extent.start === null || extent.end === null
        ? undefined
        : { interval: [temporalInterval(extent.start, extent.end)] },
    },
    links: catalogLinks(settings, instance, base),
  };
}

function catalogLinks(settings: Settings, { isReadOnly, licenseLink }: Instance, base: string): Link[] {
  const { json, openApi, olderOpenApi, geoJson, html, jpeg, jsonSchema, rss, vectorTile } = MEDIA_TYPES;
  const tilesTitle = "Pictures and sequences vector tiles", styleTitle = "MapLibre Style JSON";
  const link = (rel: string, type: string, path: string, title?: string): Link => ({
    rel,
    type,
    title,
    href: `${base}/api${path}`,
  });
  return [
    link("self", json, "/"),
    rootLink(base),
    link("service-desc", openApi, "/docs/specs.json"),
    link("service-desc", olderOpenApi, "/docs/specs.json?version=3.0"),
    link("service-doc", html, "/docs/swagger"),
    link("conformance", json, "/conformance"),
    link("data", json, "/collections"),
    link("child", json, "/users/"),
    link("data", rss, "/collections?format=rss"),
    { ...link("search", geoJson, "/search"), method: "GET" },
    { ...link("search", geoJson, "/search"), method: "POST" },
    link("xyz", vectorTile, "/map/{z}/{x}/{y}.mvt", tilesTitle),
    link(QUERYABLES_REL, jsonSchema, "/queryables", "Queryables"),
    link("xyz-style", json, "/map/style.json", styleTitle),
    link("user-xyz", vectorTile, "/users/{userId}/map/{z}/{x}/{y}.mvt", `${tilesTitle} for a given user`),
    link("user-xyz-style", json, "/users/{userId}/map/style.json", styleTitle),
    link("collection-preview", jpeg, "/collections/{id}/thumb.jpg", "Thumbnail URL for a given sequence"),
    link("item-preview", jpeg, "/pictures/{id}/thumb.jpg", "Thumbnail URL for a given picture"),
    link("users", json, "/users/", "List of users"),
    link("user-search", json, "/users/search", "Search users"),
    ...(isReadOnly ? [] : [link("report", json, "/reports", "Post feedback/report about picture or sequence")]),
    ...(licenseLink ? [licenseLink] : []),
    ...(settings.API_DONATION_URL
      ? [{ rel: "payment", title: "Donation page to support this instance", href: settings.API_DONATION_URL }]
      : []),
  ];
}
