/** The order of files by their names. */

/**
 * Compares files as people count: by the names without extension, in which numbers are compared as numbers, so that `frame_2`
 * comes before `frame_10`; all else by code points. When all names are whole numbers, a sign counts too. Only equal names are equal.
 * @param fileNames of all files that are to be compared
 */
export function fileNameOrder(fileNames: readonly string[]): (a: string, b: string) => number {
  const areNumbers = fileNames.every((name) => /^\s*[+-]?\d+\s*$/.test(stem(name)));
  const order = areNumbers ? compareNumbers : compareNaturally;
  return (a, b) => order(stem(a), stem(b)) || compareCodePoints(a, b);
}

function stem(fileName: string): string {
  return fileName.replace(/(?<=.)\.[^.]*$/, "");
}

function compareNaturally(a: string, b: string): number {
  const left = partsOf(a), right = partsOf(b);
  for (const [index, part] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    const areNumbers = /^\d/.test(part) && /^\d/.test(other);
    const difference = areNumbers ? compareNumbers(part, other) : compareCodePoints(part, other);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** Runs of digits, and what is between them. */
function partsOf(name: string): string[] {
  return name.match(/\d+|\D+/g) ?? [];
}

function compareNumbers(a: string, b: string): number {
  const difference = BigInt(a) - BigInt(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** JavaScript compares UTF-16 units, which orders some characters otherwise than their code points. */
function compareCodePoints(a: string, b: string): number {
  const left = Array.from(a, codePoint), right = Array.from(b, codePoint);
  for (const [index, point] of left.entries()) {
    const difference = point - (right[index] ?? -1);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function codePoint(character: string): number {
  return character.codePointAt(0) ?? 0;
}
