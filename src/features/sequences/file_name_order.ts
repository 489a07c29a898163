/** The order of files by their names. */

/**
 * Compares files by the names without extension: as numbers when all of them are whole numbers, else by code points.
 * @param fileNames of all files that are to be compared
 */
export function fileNameOrder(fileNames: string[]): (a: string, b: string) => number {
  const areNumbers = fileNames.every((name) => /^\s*[+-]?\d+\s*$/.test(stem(name)));
  const order = areNumbers ? compareNumbers : compareCodePoints;
  return (a, b) => order(stem(a), stem(b));
}

function stem(fileName: string): string {
  return fileName.replace(/(?<=.)\.[^.]*$/, "");
}

function compareNumbers(a: string, b: string): number {
  const difference = BigInt(a) - BigInt(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** JavaScript compares UTF-16 units, which orders some characters otherwise than their code points. */
function compareCodePoints(a: string, b: string): number {
  const left = [...a], right = [...b];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = left[i].codePointAt(0)! - right[i].codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
