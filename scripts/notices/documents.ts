/** The two documents about what a binary contains: one for people, one for programs. */
import { COMPILED_WORKS } from "./compiled_works.ts";
import type { Package } from "./packages.ts";

const RULE = "=".repeat(100);

/** Name, version and licence of each package and compiled work, then the licence texts. */
export function licencesText(packages: readonly Package[], own: string): string {
  const works = COMPILED_WORKS.map(({ name, licence, inside, source }) =>
    `${name} (${licence}), in ${inside}: ${source}`
  );
  const sections = [
    `Panoramax in one binary\n\n${own.trim()}`,
    `Works in compiled form\n\n${works.join("\n")}`,
    ...packages.map(({ name, version, licence, text }) => `${name} ${version} (${licence})\n\n${text || NO_TEXT}`),
  ];
  return `${sections.join(`\n\n${RULE}\n`)}\n`;
}

const NO_TEXT = "The package contains no licence text.";

/**
 * A software bill of materials in the form of CycloneDX 1.6.
 * @param checksums by `name@version`, as lock files have them: `sha512-` and base64
 */
export function cycloneDx(
  packages: readonly Package[],
  checksums: ReadonlyMap<string, string>,
  version: string,
): object {
  return {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      component: { type: "application", name: "panoramax", version, licenses: [{ license: { id: "MIT" } }] },
    },
    components: [
      ...packages.map((one) => ({
        type: "library",
        "bom-ref": purlOf(one),
        ...nameParts(one.name),
        version: one.version,
        purl: purlOf(one),
        licenses: [{ expression: one.licence }],
        ...hashes(checksums.get(`${one.name}@${one.version}`)),
      })),
      ...COMPILED_WORKS.map(({ name, licence, source }) => ({
        type: "library",
        "bom-ref": name,
        name,
        licenses: [{ license: { name: licence } }],
        externalReferences: [{ type: "website", url: source }],
      })),
    ],
  };
}

function nameParts(name: string): { group?: string; name: string } {
  const [scope, rest] = name.split("/");
  return rest === undefined ? { name } : { group: scope, name: rest };
}

/** Package URL (ECMA-427). The `@` of a scope is escaped. */
function purlOf({ name, version }: Package): string {
  return `pkg:npm/${name.replace("@", "%40")}@${version}`;
}

function hashes(checksum: string | undefined): { hashes?: object[] } {
  const base64 = /^sha512-(.+)$/.exec(checksum ?? "")?.[1];
  if (!base64) return {};
  const content = Array.from(atob(base64), (byte) => byte.charCodeAt(0).toString(16).padStart(2, "0")).join("");
  return { hashes: [{ alg: "SHA-512", content }] };
}
