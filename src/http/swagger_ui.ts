/** Files of the swagger-ui-dist package, read from the package (or from the binary it is compiled into). */
import { fileURLToPath } from "node:url";
import { dirname, join } from "node:path";

/** The files served, with their content types. Nothing else of the package can be asked for. */
export const SWAGGER_FILES: Record<string, string> = {
  "swagger-ui.css": "text/css; charset=utf-8",
  "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
};

/** One file of Swagger UI; undefined when it is not one of those served. */
export async function swaggerFile(name: string): Promise<{ body: Uint8Array<ArrayBuffer>; type: string } | undefined> {
  if (!Object.hasOwn(SWAGGER_FILES, name)) return undefined;
  const folder = dirname(fileURLToPath(import.meta.resolve("swagger-ui-dist")));
  return { body: await Deno.readFile(join(folder, name)), type: SWAGGER_FILES[name] };
}
