/** XML of an XMP packet as a plain tree, by fast-xml-parser. */
import { XMLParser } from "fast-xml-parser";

/** An element with its attributes, child elements and text (comments and processing instructions left out). */
export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  children: XmlElement[];
  text: string;
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  // Needed for &#233;; entities declared in the file are not, see parseXml().
  htmlEntities: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
});

/** As fast-xml-parser gives them in document order: `{name: children, ":@": attributes}` or `{"#text": text}`. */
type Node = Record<string, Node[] | Record<string, string> | string>;

/**
 * Parses XML.
 * @returns the top elements; none when there is no XML, or XML with a document type, which XMP does not allow
 * @throws Error when the XML is broken
 */
export function parseXml(text: string): XmlElement[] {
  if (text.includes("<!DOCTYPE")) return [];
  // With `preserveOrder`, it gives a list of nodes.
  return elementsOf(parser.parse(text) as Node[]);
}

function elementsOf(nodes: Node[]): XmlElement[] {
  return nodes.flatMap((node) => {
    const name = Object.keys(node).find((key) => key !== ":@");
    if (name === undefined || name === "#text") return [];
    const children = Array.isArray(node[name]) ? node[name] : [];
    const attributes = node[":@"];
    return [{
      name,
      attributes: typeof attributes === "object" && !Array.isArray(attributes) ? attributes : {},
      children: elementsOf(children),
      text: children.map((child) => child["#text"] ?? "").join(""),
    }];
  });
}
