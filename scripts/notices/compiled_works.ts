/** Works that packages contain in compiled form, which package registries do not list. */
export interface CompiledWork {
  name: string;
  licence: string;
  /** The package that contains it. */
  inside: string;
  source: string;
}

export const COMPILED_WORKS: readonly CompiledWork[] = [
  { name: "Deno", licence: "MIT", inside: "the binary", source: "https://github.com/denoland/deno" },
  { name: "PostgreSQL", licence: "PostgreSQL", inside: "@electric-sql/pglite", source: "https://git.postgresql.org" },
  {
    name: "PostGIS",
    licence: "GPL-2.0-or-later",
    inside: "@electric-sql/pglite-postgis",
    source: "https://postgis.net",
  },
  { name: "GEOS", licence: "LGPL-2.1-or-later", inside: "@electric-sql/pglite-postgis", source: "https://libgeos.org" },
  { name: "PROJ", licence: "MIT", inside: "@electric-sql/pglite-postgis", source: "https://proj.org" },
  { name: "libvips", licence: "LGPL-2.1-or-later", inside: "sharp and wasm-vips", source: "https://www.libvips.org" },
  {
    name: "ONNX Runtime",
    licence: "MIT",
    inside: "onnxruntime-node and onnxruntime-web",
    source: "https://github.com/microsoft/onnxruntime",
  },
  {
    name: "CenterFace",
    licence: "MIT",
    inside: "the models of blurring",
    source: "https://github.com/Star-Clouds/CenterFace",
  },
  {
    name: "SSD MobileNet V2 of MediaPipe Objectron",
    licence: "Apache-2.0",
    inside: "the models of blurring",
    source: "https://github.com/google-ai-edge/mediapipe",
  },
  {
    name: "PP-OCRv4 text detector",
    licence: "Apache-2.0",
    inside: "the models of blurring",
    source: "https://github.com/PaddlePaddle/PaddleOCR",
  },
  {
    name: "Natural Earth",
    licence: "Public domain",
    inside: "the base map",
    source: "https://www.naturalearthdata.com",
  },
];
