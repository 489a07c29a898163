/** The tests of geovisio that expect what this server does otherwise on purpose, as docs/compatibility.md lists them. */

const SECTION = /<!-- deviations: begin -->\n(.*)<!-- deviations: end -->/s;

/** The first cell of a row, when it is code. */
const ROW = /^\| `([^`]+)`/gm;

/**
 * Reads the ids of the tests, such as `tests/test_web_items.py::test_patch[a]`, from the text of the page.
 * @throws Error when the page has no such section
 */
export function readDeviations(page: string): Set<string> {
  const section = SECTION.exec(page)?.[1];
  if (section === undefined) throw new Error("docs/compatibility.md has no section of deviations");
  return new Set([...section.matchAll(ROW)].flatMap(([, test]) => test ?? []));
}
