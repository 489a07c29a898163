/** Range requests, RFC 9110 §14. Pure rules. */
import type { ByteRange } from "../storage/mod.ts";

/**
 * Reads a Range header.
 * @param header its value
 * @param size bytes of the whole
 * @returns the part to send; "whole" when the header is to be ignored: no bytes are meant, it is malformed, or several
 * parts are asked for, which no client needs for a picture and which RFC 9110 §14.2 lets a server ignore; "unsatisfiable"
 * when the part is outside
 */
export function readRange(header: string | null, size: number): ByteRange | "whole" | "unsatisfiable" {
  const range = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i.exec(header ?? "");
  if (!range) return "whole";
  const [, first, last] = range;
  if (first === "") {
    if (last === "") return "whole";
    const length = Math.min(Number(last), size);
    return length === 0 ? "unsatisfiable" : { first: size - length, last: size - 1 };
  }
  if (last !== "" && Number(last) < Number(first)) return "whole";
  if (Number(first) >= size) return "unsatisfiable";
  return { first: Number(first), last: last === "" ? size - 1 : Math.min(Number(last), size - 1) };
}
