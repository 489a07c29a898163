/** What goes into the binary beside the modules that `main.ts` imports, and what stays out of it. */

/** Modules that are started as workers. */
export const ENTRY_POINTS = [
  "src/accounts/local/argon2_worker.ts",
  "src/db/embedded/worker.ts",
  "src/pictures/codec/vips_worker.ts",
];

/** What the embedded database starts from. */
export const ASSETS = "build/embedded";

/** Files that are read at run time. */
export const INCLUDED = ["migrations", ASSETS];

/** Packages whose files are read, not imported. */
export const READ_PACKAGES = ["swagger-ui-dist"];

/** Installed for others' sake: type declarations, an installation counter, and libraries for musl (Deno needs glibc). */
export const UNUSED_PACKAGES = [
  /^@types\+/,
  /^undici-types@/,
  /^@scarf\+/,
  /^@img\+sharp-(libvips-)?linuxmusl-/,
];

/** Files of every package that no program reads. Licences stay. */
export const UNUSED_FILES = /\.(map|d\.[cm]?ts|md|tsbuildinfo)$/;

/** Files of single packages that are not read here, as paths inside the package. */
export const UNUSED_FILES_OF: Record<string, RegExp> = {
  "@electric-sql/pglite": /\.cjs$/,
  // Built for CommonJS, which is not imported.
  "hono": /^dist\/cjs\//,
  // Only these of the many builds are served (see src/http/swagger_ui.ts); the package resolves to index.js.
  "swagger-ui-dist":
    /^(?!(package\.json|index\.js|absolute-path\.js|LICENSE|NOTICE|swagger-ui\.css|swagger-ui-bundle\.js.*)$)/,
  // Formats other than JPEG, and builds for browsers.
  "wasm-vips": /^lib\/(vips-(heif|jxl|resvg)\.wasm|vips(-es6|-node)?\.js)$/,
  // Its sources in TypeScript, and the build for CommonJS.
  "zod": /^src\/|\.cjs$/,
};
