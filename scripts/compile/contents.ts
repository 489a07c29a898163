/** What goes into the binary in addition to the modules that `main.ts` imports, and what is left out. */

/** Modules that are started as workers. */
export const ENTRY_POINTS = [
  "src/features/accounts/local/argon2_worker.ts",
  "src/core/db/embedded/worker.ts",
  "src/core/imaging/codec/vips_worker.ts",
  "src/core/blurring/worker.ts",
  "src/main/threads/http_thread.ts",
];

/** What the embedded database starts from. */
export const ASSETS = "build/embedded";

/** What finds faces and plates. */
export const MODELS = "build/blur";

/** Licences and the bill of materials, which `panoramax licenses` prints. */
export const NOTICES = "build/notices";

/** Files that are read at run time. */
export const INCLUDED = [
  "migrations",
  "src/core/metadata/time_zones/map.bin.gz",
  "src/features/base_map/glyphs",
  "src/features/places/gazetteer.tsv.gz",
  "src/features/web/static",
  ASSETS,
  MODELS,
  NOTICES,
];

/** Packages whose files are read, not imported. */
export const READ_PACKAGES = ["@panoramax/web-viewer", "maplibre-gl", "swagger-ui-dist"];

/** Installed for others' sake: type declarations, an installation counter, and libraries for musl (Deno needs glibc). */
export const UNUSED_PACKAGES = [
  /^@types\+/,
  /^undici-types@/,
  /^@scarf\+/,
  /^@img\+sharp-(libvips-)?linuxmusl-/,
  // What is inside the built files of the viewer and of the map.
  /^@(fontsource|fortawesome|iconify|lit|lit-labs|maplibre|photo-sphere-viewer)\+/,
  // For the installation of onnxruntime-node, and what is inside the built files of onnxruntime-web.
  /^(adm-zip|define-data-property|define-properties|es-define-property|es-errors|flatbuffers)@/,
  /^(global-agent|globalthis|gopd|guid-typescript|has-property-descriptors|long|matcher|object-keys|platform)@/,
  /^(protobufjs|serialize-error|type-fest)@|^@protobufjs\+/,
  /^(earcut|iconify-icon|json5|lit|lit-element|lit-html|opentype\.js|query-selector-shadow-dom|three)@/,
];

/** Files of every package that no program reads. Licences stay. */
export const UNUSED_FILES = /\.(map|d\.[cm]?ts|md|tsbuildinfo)$/;

/** Files of single packages that are not read here, as paths inside the package. */
export const UNUSED_FILES_OF: Record<string, RegExp> = {
  // Extensions that are not used.
  "@electric-sql/pglite": /\.cjs$|^dist\/(?!(pg_trgm|uuid-ossp)\.)[\w-]+\.tar\.gz$/,
  // Builds for threads, and without WebAssembly.
  "@libav.js/variant-webm-vp9":
    /^dist\/(libav-.*\.(asm|thr)\..*|.*\.wasm\.js|libav-webm-vp9\.js|libav-[\d.]+-webm-vp9\.m?js)$/,
  // Its sources, and its words once more for browsers and bundlers.
  "@zxcvbn-ts/language-common": /^src\/|\.mjs$|^dist\/zxcvbn-ts\.js$/,
  // What it is tested with.
  "bintrees": /^test\//,
  // Builds for browsers and for CommonJS.
  "fflate": /^(umd|lib)\/|^esm\/browser\.js$/,
  // Builds for browsers and bundlers, and its sources in C.
  "hash-wasm": /^src\/|^dist\/index\.(umd\.min|esm(\.min)?)\.js$/,
  // Its built files contain what it depends on.
  "@panoramax/web-viewer": /^(?!(package\.json|LICENSE.*|build\/(index\.(js|css)|static\/.*))$)/,
  // Built for CommonJS, which is not imported.
  "hono": /^dist\/cjs\//,
  // The build without scripts that are made of text, and the module by which it is found.
  "maplibre-gl": /^(?!(package\.json|LICENSE.*|dist\/LICENSE.*|dist\/maplibre-gl(-csp|-csp-worker)?\.(js|css))$)/,
  // Libraries of other systems; that of this one is gzipped, see below.
  "onnxruntime-node": /^(bin\/napi-v6\/(darwin|win32)|script)\//,
  // Builds for graphics cards and for browsers.
  "onnxruntime-web": /^(?!(package\.json|dist\/ort\.wasm\.bundle\.min\.mjs|dist\/ort-wasm-simd-threaded\.(mjs|wasm))$)/,
  // Only these of the many builds are served (see src/features/web/static_files/files.ts); the package resolves to index.js.
  "swagger-ui-dist":
    /^(?!(package\.json|index\.js|absolute-path\.js|LICENSE|NOTICE|swagger-ui\.css|swagger-ui-bundle\.js.*)$)/,
  // Formats other than JPEG, and builds for browsers.
  "wasm-vips": /^lib\/(vips-(heif|jxl|resvg)\.wasm|vips(-es6|-node)?\.js)$/,
  // Its sources in TypeScript, and the build for CommonJS.
  "zod": /^src\/|\.cjs$/,
};

/** Large files of packages: gzipped, and read by `src/core/packed_files.ts`. */
export const GZIPPED_FILES_OF: Record<string, RegExp> = {
  "@img/sharp-libvips-linux-x64": /^lib\/libvips-cpp\.so/,
  "@img/sharp-libvips-linux-arm64": /^lib\/libvips-cpp\.so/,
  "@electric-sql/pglite": /^dist\/pglite\.(wasm|data)$/,
  "@panoramax/web-viewer": /^build\/index\.js$/,
  "maplibre-gl": /^dist\/maplibre-gl-csp(-worker)?\.js$/,
  "onnxruntime-node": /^bin\/napi-v6\/linux\/\w+\/libonnxruntime\.so\.1$/,
  "onnxruntime-web": /\.wasm$/,
  "swagger-ui-dist": /^swagger-ui-bundle\.js$/,
  "wasm-vips": /^lib\/vips\.wasm$/,
};

/** Modules that are looked up, to find the files next to them, but never loaded: left empty. */
export const EMPTIED_FILES_OF: Record<string, string> = {
  "@panoramax/web-viewer": "build/index.js",
  "maplibre-gl": "dist/maplibre-gl.js",
};

/** Folders of packages that hold one for each processor: that of the binary stays. */
export const PROCESSOR_FOLDERS_OF: Record<string, string> = { "onnxruntime-node": "bin/napi-v6/linux" };
