/** XMP (ISO 16684-1): the properties of a packet as exiv2 names and texts, nested ones flattened to paths. */
import { languagesText, listText } from "../list_text.ts";
import { NamespaceScope, type QualifiedName, RDF, XML } from "./namespaces.ts";
import { parseXml, type XmlElement } from "./xml.ts";

/**
 * Reads XMP.
 * @param packet the XML
 * @returns `Xmp.<prefix>.<property>` → text. Fields of structures are `…/prefix:field`, their structure is
 *   `type="Struct"`; arrays are lists, and items that are not text are `…[1]`, `…[2]`
 * @throws Error when the XML is broken
 */
export function readXmp(packet: string): Map<string, string> {
  const tags = new Map<string, string>();
  for (const root of parseXml(packet)) readRoot(root, new NamespaceScope(), tags);
  return tags;
}

/** `rdf:RDF`, most often inside `x:xmpmeta`. */
function readRoot(element: XmlElement, outer: NamespaceScope, tags: Map<string, string>): void {
  const scope = outer.inside(element.attributes);
  if (!isRdf(scope.resolve(element.name), "RDF")) {
    for (const child of element.children) {
      if (isRdf(scope.inside(child.attributes).resolve(child.name), "RDF")) readRoot(child, scope, tags);
    }
    return;
  }
  for (const description of element.children) {
    for (
      const { name, text, element: property, scope: inner } of fieldsOf(
        description,
        scope.inside(description.attributes),
      )
    ) {
      writeField(`Xmp.${name.prefix}.${name.local}`, text, property, inner, tags);
    }
  }
}

/** A property: written as an attribute (text) or as an element. */
interface Field {
  name: QualifiedName;
  scope: NamespaceScope;
  text?: string;
  element?: XmlElement;
}

/** The properties a node holds, without those of RDF and XML themselves. */
function fieldsOf(node: XmlElement, scope: NamespaceScope): Field[] {
  const fields: Field[] = [];
  for (const [attribute, text] of Object.entries(node.attributes)) {
    const name = scope.resolve(attribute);
    if (name && name.namespace !== RDF && name.namespace !== XML) fields.push({ name, scope, text });
  }
  for (const element of node.children) {
    const inner = scope.inside(element.attributes);
    const name = inner.resolve(element.name);
    if (name && name.namespace !== RDF) fields.push({ name, scope: inner, element });
  }
  return fields;
}

function writeField(
  path: string,
  text: string | undefined,
  element: XmlElement | undefined,
  scope: NamespaceScope,
  tags: Map<string, string>,
): void {
  if (element) writeElement(path, element, scope, tags);
  else write(path, text ?? "", tags);
}

/** Writes a property element or an array item: text, array or structure (ISO 16684-1, 7.4 to 7.9). */
function writeElement(path: string, element: XmlElement, scope: NamespaceScope, tags: Map<string, string>): void {
  const language = element.attributes["xml:lang"];
  if (language !== undefined) write(`${path}/?xml:lang`, language, tags);

  const [only] = element.children;
  const array = only && arrayKind(scope.inside(only.attributes).resolve(only.name));
  if (array) return writeArray(path, only, array, scope.inside(only.attributes), tags);

  const node = structureNode(element, scope);
  if (!node) return write(path, textOf(element, scope), tags);
  const value = node.element.children.find((child) => isRdf(node.scope.resolve(child.name), "value"));
  if (value) writeElement(path, value, node.scope.inside(value.attributes), tags);
  else write(path, 'type="Struct"', tags);
  for (const field of fieldsOf(node.element, node.scope)) {
    const step = value ? "/?" : "/";
    writeField(`${path}${step}${field.name.prefix}:${field.name.local}`, field.text, field.element, field.scope, tags);
  }
}

/** The node whose fields make this element a structure; undefined when the element is text. */
function structureNode(
  element: XmlElement,
  scope: NamespaceScope,
): { element: XmlElement; scope: NamespaceScope } | undefined {
  if (rdfAttribute(element, scope, "parseType") === "Resource") return { element, scope };
  const [child] = element.children;
  if (child) return { element: child, scope: scope.inside(child.attributes) };
  return fieldsOf(element, scope).length > 0 ? { element, scope } : undefined;
}

type ArrayKind = "Bag" | "Seq" | "Alt";

function writeArray(
  path: string,
  array: XmlElement,
  kind: ArrayKind,
  scope: NamespaceScope,
  tags: Map<string, string>,
): void {
  const items = array.children.map((element) => ({ element, scope: scope.inside(element.attributes) }));
  if (items.some(({ element, scope }) => element.children.length > 0 || structureNode(element, scope))) {
    write(path, listText([""]), tags);
    items.forEach((item, index) => writeElement(`${path}[${index + 1}]`, item.element, item.scope, tags));
    return;
  }
  const texts = items.map(({ element, scope }) => textOf(element, scope));
  const languages = items.map(({ element }) => element.attributes["xml:lang"]);
  if (kind !== "Alt") write(path, listText(texts.length > 0 ? texts : [""]), tags);
  else if (languages.length > 0 && languages.every((language) => language !== undefined)) {
    write(path, languagesText(new Map(languages.map((language, index) => [language, texts[index] ?? ""]))), tags);
  } else write(path, texts.join(", "), tags);
}

function arrayKind(name: QualifiedName | undefined): ArrayKind | undefined {
  return (["Bag", "Seq", "Alt"] as const).find((kind) => isRdf(name, kind));
}

function textOf(element: XmlElement, scope: NamespaceScope): string {
  return rdfAttribute(element, scope, "resource") ?? element.text;
}

function rdfAttribute(element: XmlElement, scope: NamespaceScope, local: string): string | undefined {
  return Object.entries(element.attributes).find(([name]) => isRdf(scope.resolve(name), local))?.[1];
}

function isRdf(name: QualifiedName | undefined, local: string): boolean {
  return name?.namespace === RDF && name.local === local;
}

/** Longer paths are not read: they would let a small file grow into a large table. */
const LONGEST_PATH = 255;

/** Of a repeated property the first counts. */
function write(path: string, text: string, tags: Map<string, string>): void {
  if (path.length <= LONGEST_PATH && !tags.has(path)) tags.set(path, text);
}
