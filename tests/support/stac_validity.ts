/**
 * Validates answers against the JSON schemas of STAC 1.0.0 and of the extensions they declare.
 *
 * `stac_schemas/` has the schemas of the specification as PySTAC 1.10.1 carries them (Apache License 2.0). What the
 * extensions ask for is in `stac_extensions.ts`; where `TEST_STAC_SCHEMAS` names a folder with their published schemas,
 * each at the path of its address (`stac-extensions.github.io/view/v1.0.0/schema.json`), these are asked too.
 */
import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import assert from "node:assert/strict";
import { EXTENSION_SCHEMAS } from "./stac_extensions.ts";

const OWN = new URL("stac_schemas/", import.meta.url);
const SPECIFICATION = "https://schemas.stacspec.org/v1.0.0/";
const SCHEMA_OF: Record<string, string> = {
  Feature: `${SPECIFICATION}item-spec/json-schema/item.json`,
  Collection: `${SPECIFICATION}collection-spec/json-schema/collection.json`,
  Catalog: `${SPECIFICATION}catalog-spec/json-schema/catalog.json`,
};

interface StacObject {
  type: string;
  id: string;
  stac_extensions?: string[];
}

const ajv = new Ajv({ strict: false, allErrors: true });
// The package is CommonJS, whose default export TypeScript takes for a module.
(addFormats as unknown as (ajv: Ajv) => void)(ajv);
// RFC 3987: whatever is not blank. The parser of URLs decides about absolute ones.
ajv.addFormat("iri", (text: string) => URL.canParse(text));
ajv.addFormat("iri-reference", (text: string) => !/\s/.test(text));
for (const { name } of Deno.readDirSync(OWN)) {
  if (name.endsWith(".json")) ajv.addSchema(JSON.parse(Deno.readTextFileSync(new URL(name, OWN))));
}
const published = Deno.env.get("TEST_STAC_SCHEMAS");
const extensions = new Map<string, ValidateFunction[]>();

/** What is invalid about an item, a collection or a catalog; nothing when it is valid. */
export function stacProblems(object: StacObject): string[] {
  const schema = SCHEMA_OF[object.type];
  if (schema === undefined) return [`${object.id} is a ${object.type}, which STAC has not`];
  const validators = [ajv.getSchema(schema)!, ...(object.stac_extensions ?? []).flatMap(validatorsOf)];
  return validators.flatMap((validate) => {
    if (validate(object)) return [];
    return (validate.errors ?? []).map(({ instancePath, message, params }) =>
      `${object.type} ${object.id}${instancePath} ${message} ${JSON.stringify(params)}`
    );
  });
}

/** Fails for an object that is not valid STAC, and for an extension that the tests know nothing of. */
export function assertValidStac(object: StacObject): void {
  assert.deepEqual(stacProblems(object), [], JSON.stringify(object));
}

function validatorsOf(address: string): ValidateFunction[] {
  let validators = extensions.get(address);
  if (!validators) {
    const own = EXTENSION_SCHEMAS[address];
    assert(own, `the tests have no schema of the extension ${address}`);
    validators = [ajv.compile(own)];
    if (published !== undefined) validators.push(ajv.compile(publishedSchema(published, address)));
    extensions.set(address, validators);
  }
  return validators;
}

function publishedSchema(folder: string, address: string): Record<string, unknown> {
  const text = Deno.readTextFileSync(`${folder}/${address.replace("https://", "")}`);
  // LINZ puts its version in when it publishes.
  return JSON.parse(text.replaceAll("_STAC_VERSION_", address.split("/")[3] ?? ""));
}
