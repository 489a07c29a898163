/** XMP packets around a few properties. */
import { segment } from "../../jpeg/make_jpeg.ts";

const NAMESPACES = [
  'xmlns:dc="http://purl.org/dc/elements/1.1/"',
  'xmlns:exif="http://ns.adobe.com/exif/1.0/"',
  'xmlns:GPano="http://ns.google.com/photos/1.0/panorama/"',
  'xmlns:foo="http://foo.example/"',
].join(" ");

/** A packet with properties as child elements and as attributes. */
export function makeXmp(elements: string, attributes = ""): string {
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" ${NAMESPACES} ${attributes}>${elements}</rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>`;
}

/** A packet in its segment. */
export function xmpSegment(packet: string): Uint8Array {
  return segment(0xe1, "http://ns.adobe.com/xap/1.0/\0", packet);
}
