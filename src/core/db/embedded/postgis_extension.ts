/** PostGIS for PGlite, from a bundle of only what is used here: no raster, topology or geocoder. */
import type { Extension } from "@electric-sql/pglite";
import { pathToFileURL } from "node:url";

/** Where PGlite puts the PROJ database of the bundle, in its own file system. */
const PROJ_DATA = "/pglite/share/proj";

/** @param bundle path of the `.tar.gz` with the library, its SQL and the PROJ database */
export function postgisExtension(bundle: string): Extension {
  return {
    name: "postgis",
    setup: (_pglite, options) =>
      Promise.resolve({
        // Without PROJ_DATA, PROJ finds nothing and ST_Transform returns no row, with no error.
        emscriptenOpts: { ...options, PGLITE_ENV: { ...options.PGLITE_ENV, PROJ_DATA } },
        bundlePath: pathToFileURL(bundle),
      }),
  };
}
