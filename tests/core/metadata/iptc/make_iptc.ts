/** IPTC datasets in a Photoshop segment. */
import { bytesOf, join, segment } from "../../jpeg/make_jpeg.ts";

/** Record, number and content of a dataset. */
export type DatasetBytes = [record: number, number: number, content: string | number[]];

/** The content of the segment after its signature: another image resource, then IPTC's. */
export function makeIptc(datasets: DatasetBytes[]): Uint8Array {
  const content = join(datasets.map(([record, number, content]) => {
    const bytes = typeof content === "string" ? bytesOf(content) : Uint8Array.from(content);
    return join([Uint8Array.of(0x1c, record, number, bytes.length >> 8, bytes.length & 255), bytes]);
  }));
  return join([imageResource(0x03ed, "name", Uint8Array.of(1, 2, 3)), imageResource(0x0404, "", content)]);
}

/** IPTC in its segment. */
export function iptcSegment(datasets: DatasetBytes[]): Uint8Array {
  return segment(0xed, "Photoshop 3.0\0", makeIptc(datasets));
}

function imageResource(id: number, name: string, content: Uint8Array): Uint8Array {
  const pascal = [name.length, ...bytesOf(name)];
  if (pascal.length % 2) pascal.push(0);
  const length = [0, 0, content.length >> 8, content.length & 255];
  const padding = content.length % 2 ? [0] : [];
  return join([
    bytesOf("8BIM"),
    Uint8Array.of(id >> 8, id & 255, ...pascal, ...length),
    content,
    Uint8Array.from(padding),
  ]);
}
