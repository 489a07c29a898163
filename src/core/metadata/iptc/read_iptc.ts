/** IPTC-IIM metadata, which JPEG files keep in a Photoshop image resource of an APP13 segment. */
import { listText } from "../list_text.ts";
import { decodeText } from "../text_encoding.ts";
import { type DatasetKind, findDataset } from "./dataset_names.ts";

const IPTC_RESOURCE = 0x0404;
const DATASET_MARK = 0x1c;

/**
 * Reads IPTC.
 * @param bytes the content of the APP13 segment, after `Photoshop 3.0\0`
 * @returns `Iptc.<record>.<dataset>` → text; lists for datasets that may be repeated
 */
export function readIptc(bytes: Uint8Array): Map<string, string> {
  const tags = new Map<string, string>();
  const lists = new Map<string, string[]>();
  for (const { record, number, value } of datasetsIn(findResource(bytes, IPTC_RESOURCE))) {
    const dataset = findDataset(record, number);
    if (!dataset) continue;
    const text = datasetText(value, dataset.kind);
    if (dataset.repeatable) {
      const values = lists.get(dataset.name) ?? [];
      values.push(text);
      lists.set(dataset.name, values);
    } else if (!tags.has(dataset.name)) tags.set(dataset.name, text);
  }
  for (const [name, values] of lists) tags.set(name, listText(values));
  return tags;
}

/** Content of an image resource: `8BIM`, id, padded Pascal string, length, content padded to an even length. */
function findResource(bytes: Uint8Array, wanted: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  while (at + 12 <= bytes.length && view.getUint32(at) === 0x3842494d) {
    const id = view.getUint16(at + 4);
    const nameLength = 1 + view.getUint8(at + 6);
    const lengthAt = at + 6 + nameLength + (nameLength % 2);
    if (lengthAt + 4 > bytes.length) break;
    const start = lengthAt + 4, length = view.getUint32(lengthAt);
    if (id === wanted) return bytes.subarray(start, start + length);
    at = start + length + (length % 2);
  }
  return bytes.subarray(0, 0);
}

function* datasetsIn(bytes: Uint8Array): Generator<{ record: number; number: number; value: Uint8Array }> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 5 <= bytes.length && bytes[at] === DATASET_MARK;) {
    const length = view.getUint16(at + 3);
    // The highest bit announces an extended length, for values too large to matter here.
    if (length > 0x7fff || at + 5 + length > bytes.length) return;
    yield {
      record: view.getUint8(at + 1),
      number: view.getUint8(at + 2),
      value: bytes.subarray(at + 5, at + 5 + length),
    };
    at += 5 + length;
  }
}

function datasetText(value: Uint8Array, kind: DatasetKind): string {
  if (kind === "bytes") return value.join(" ");
  if (kind === "short") {
    const [high = 0, low = 0] = value;
    return value.length === 2 ? String(high * 256 + low) : value.join(" ");
  }
  const text = decodeText(value);
  if (kind === "date") return text.replace(/^(\d{4})(\d\d)(\d\d)$/, "$1-$2-$3");
  if (kind === "time") {
    return text.replace(/^(\d\d):?(\d\d):?(\d\d)(?:([+-]\d\d):?(\d\d))?$/, (_, h, m, s, zoneHours, zoneMinutes) => {
      return `${h}:${m}:${s}${zoneHours ?? "+00"}:${zoneMinutes ?? "00"}`;
    });
  }
  return text;
}
