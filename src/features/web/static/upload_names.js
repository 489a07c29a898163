/** Unique names for the files of an upload set: cameras use the same names in each folder. */

/** Paths of dropped files; for a chosen folder, the browser knows them itself. */
const paths = new WeakMap();

/** Remembers the path of a file, such as `/100GARMN/VIRB0000.JPG`. */
export function rememberPath(file, path) {
  paths.set(file, path);
}

/** The path of a file in its folder; its name where it has none. */
export function pathOf(file) {
  return (paths.get(file) ?? (file.webkitRelativePath || file.name)).replace(/^\/+/, "");
}

/**
 * Keeps the names of the files or, if several have the same name, names all of them after their paths, so that sorting by name
 * keeps the order of the folders.
 * @returns the names, in the order of the files
 */
export function uniqueNames(files) {
  return uniqueNamesOf(files.map(({ name }) => name), files.map(pathOf));
}

/** As `uniqueNames()`, of the names and paths of files. @param taken names that are not to be used */
export function uniqueNamesOf(names, paths, taken = new Set()) {
  // File names cannot contain slashes: `100GARMN_VIRB0000.JPG`.
  const chosen = new Set(names).size === names.length ? names : paths.map((path) => path.replaceAll(/\/+/g, "_"));
  return chosen.map((name) => untaken(name, taken));
}

/** The name, or one like it that is not taken yet; it then is. */
export function untaken(name, taken) {
  const [, stem, extension] = /^(.*?)(\.[^.]*)?$/.exec(name);
  let found = name;
  for (let number = 2; taken.has(found); number++) found = `${stem}~${number}${extension ?? ""}`;
  taken.add(found);
  return found;
}
