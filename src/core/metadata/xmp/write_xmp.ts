/** Changes properties of an XMP packet (ISO 16684-1). The others stay as they are. */
import { XMLBuilder, XMLParser } from "fast-xml-parser";
import { namespaceOf, NamespaceScope, type QualifiedName, RDF } from "./namespaces.ts";

/** A property to write, replacing the one that is there. */
export interface PropertyToWrite {
  /** exiv2's prefix. */
  prefix: string;
  local: string;
  text: string;
}

/** As fast-xml-parser gives them in document order: `{name: children, ":@": attributes}` or `{"#text": text}`. */
type Node = Record<string, unknown>;

const OPTIONS = {
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
} as const;
const parser = new XMLParser({ ...OPTIONS, ignoreDeclaration: true, ignorePiTags: true });
const builder = new XMLBuilder(OPTIONS);

const EMPTY = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="${RDF}"></rdf:RDF></x:xmpmeta>`;
/** ISO 16684-1, 7.3.2: the packet wrapper, by which scanners find XMP in a file. */
const WRAPPER = ['<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>', '<?xpacket end="w"?>'];

/** Properties that are not simple text (ISO 16684-2 and Dublin Core in XMP). */
const ARRAYS: Record<string, "Bag" | "Seq" | "Alt"> = {
  "dc:title": "Alt",
  "dc:description": "Alt",
  "dc:rights": "Alt",
  "dc:creator": "Seq",
  "dc:subject": "Bag",
  "dc:contributor": "Bag",
  "dc:publisher": "Bag",
  "xmpRights:UsageTerms": "Alt",
};

/** Whether a property of this exiv2 name (`Xmp.<prefix>.<property>`) can be written. */
export function isWritableProperty(prefix: string, local: string): boolean {
  return namespaceOf(prefix) !== undefined && /^[A-Za-z_][\w.-]*$/.test(local);
}

/**
 * Writes properties.
 * @param packet when undefined or unreadable, a new one is made
 */
export function writeXmp(packet: string | undefined, properties: PropertyToWrite[]): string {
  const roots = readable(packet) ?? parser.parse(EMPTY) as Node[];
  const { node, scope } = findRdf(roots, new NamespaceScope())!;
  const name = nameOf(node);
  const descriptions = node[name] as Node[];
  for (const property of properties) {
    const namespace = namespaceOf(property.prefix)!;
    for (const description of descriptions) removeProperty(description, scope, { ...property, namespace });
  }
  node[name] = [...descriptions, newDescription(properties)];
  return `${WRAPPER[0]}\n${builder.build(roots)}\n${WRAPPER[1]}`;
}

function readable(packet: string | undefined): Node[] | undefined {
  if (packet === undefined || packet.includes("<!DOCTYPE")) return undefined;
  try {
    const roots = parser.parse(packet) as Node[];
    return findRdf(roots, new NamespaceScope()) && roots;
  } catch {
    return undefined;
  }
}

function findRdf(nodes: Node[], outer: NamespaceScope): { node: Node; scope: NamespaceScope } | undefined {
  for (const node of nodes) {
    const name = nameOf(node);
    if (name === "" || name === "#text") continue;
    const scope = outer.inside(attributesOf(node));
    const resolved = scope.resolve(name);
    if (resolved?.namespace === RDF && resolved.local === "RDF") return { node, scope };
    const inside = findRdf(node[name] as Node[], scope);
    if (inside) return inside;
  }
  return undefined;
}

function removeProperty(description: Node, outer: NamespaceScope, property: QualifiedName): void {
  const name = nameOf(description);
  if (!Array.isArray(description[name])) return;
  const scope = outer.inside(attributesOf(description));
  const is = (found: QualifiedName | undefined) =>
    found?.namespace === property.namespace && found.local === property.local;
  description[name] = (description[name] as Node[]).filter((child) =>
    !is(scope.inside(attributesOf(child)).resolve(nameOf(child)))
  );
  description[":@"] = Object.fromEntries(
    Object.entries(attributesOf(description)).filter(([attribute]) => !is(scope.resolve(attribute))),
  );
}

function newDescription(properties: PropertyToWrite[]): Node {
  const namespaces = properties.map(({ prefix }) => [`xmlns:${prefix}`, namespaceOf(prefix)!]);
  return {
    "rdf:Description": properties.map(newProperty),
    ":@": Object.fromEntries([["xmlns:rdf", RDF], ["rdf:about", ""], ...namespaces]),
  };
}

function newProperty({ prefix, local, text }: PropertyToWrite): Node {
  const kind = ARRAYS[`${prefix}:${local}`];
  if (!kind) return { [`${prefix}:${local}`]: [{ "#text": text }] };
  // exiv2 puts the language before the text.
  const content = [{ "#text": kind === "Alt" ? text.replace(/^lang="?x-default"? /, "") : text }];
  const item: Node = { "rdf:li": content, ...(kind === "Alt" ? { ":@": { "xml:lang": "x-default" } } : {}) };
  return { [`${prefix}:${local}`]: [{ [`rdf:${kind}`]: [item] }] };
}

function nameOf(node: Node): string {
  return Object.keys(node).find((key) => key !== ":@") ?? "";
}

function attributesOf(node: Node): Record<string, string> {
  return (node[":@"] ?? {}) as Record<string, string>;
}
