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
type Node = Record<string, Node[] | Record<string, string> | string>;

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
  const { roots, rdf: { node, scope } } = readable(packet) ?? parse(EMPTY);
  const name = nameOf(node);
  const descriptions = childrenOf(node);
  for (const property of properties) {
    const namespace = knownNamespace(property.prefix);
    for (const description of descriptions) removeProperty(description, scope, { ...property, namespace });
  }
  node[name] = [...descriptions, newDescription(properties)];
  return `${WRAPPER[0]}\n${builder.build(roots)}\n${WRAPPER[1]}`;
}

interface Packet {
  roots: Node[];
  rdf: Found;
}

/** An element, and the prefixes that are known inside of it. */
interface Found {
  node: Node;
  scope: NamespaceScope;
}

/** @throws Error when it is no XML, or has no `rdf:RDF` */
function parse(packet: string): Packet {
  // With `preserveOrder`, it gives a list of nodes.
  const roots = parser.parse(packet) as Node[];
  const rdf = findRdf(roots, new NamespaceScope());
  if (!rdf) throw new Error("The packet has no rdf:RDF");
  return { roots, rdf };
}

function readable(packet: string | undefined): Packet | undefined {
  if (packet === undefined || packet.includes("<!DOCTYPE")) return undefined;
  try {
    return parse(packet);
  } catch {
    return undefined;
  }
}

function findRdf(nodes: Node[], outer: NamespaceScope): Found | undefined {
  for (const node of nodes) {
    const name = nameOf(node);
    if (name === "" || name === "#text") continue;
    const scope = outer.inside(attributesOf(node));
    const resolved = scope.resolve(name);
    if (resolved?.namespace === RDF && resolved.local === "RDF") return { node, scope };
    const inside = findRdf(childrenOf(node), scope);
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
  description[name] = childrenOf(description).filter((child) =>
    !is(scope.inside(attributesOf(child)).resolve(nameOf(child)))
  );
  description[":@"] = Object.fromEntries(
    Object.entries(attributesOf(description)).filter(([attribute]) => !is(scope.resolve(attribute))),
  );
}

function newDescription(properties: PropertyToWrite[]): Node {
  const namespaces = properties.map(({ prefix }) => [`xmlns:${prefix}`, knownNamespace(prefix)]);
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

function childrenOf(node: Node): Node[] {
  const children = node[nameOf(node)];
  return Array.isArray(children) ? children : [];
}

function attributesOf(node: Node): Record<string, string> {
  const attributes = node[":@"];
  return typeof attributes === "object" && !Array.isArray(attributes) ? attributes : {};
}

/** The namespace of a prefix that `isWritableProperty` knows. */
function knownNamespace(prefix: string): string {
  const namespace = namespaceOf(prefix);
  if (namespace === undefined) throw new TypeError(`Unknown prefix of XMP: ${prefix}`);
  return namespace;
}
