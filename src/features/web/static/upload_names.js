/** Unique names for the files of an upload set: cameras use the same names in each folder. */

/** Paths of dropped files; for a chosen folder, the browser knows them itself. */
const paths = new WeakMap();

/** Remembers the path of a file, such as `/100GARMN/VIRB0000.JPG`. */
export function rememberPath(file, path) {
  paths.set(file, path);
}

/**
 * Keeps the names of the files or, if several have the same name, names all of them after their paths, so that sorting by name
 * keeps the order of the folders.
 * @returns the name of each file, in a Map
 */
export function uniqueNames(files) {
  const names = files.map((file) => file.name);
  const chosen = new Set(names).size === names.length ? names : files.map(pathName);
  const taken = new Set();
  return new Map(files.map((file, index) => [file, untaken(chosen[index], taken)]));
}

/** `100GARMN_VIRB0000.JPG`: file names cannot contain slashes. */
function pathName(file) {
  const path = paths.get(file) ?? (file.webkitRelativePath || file.name);
  return path.split("/").filter(Boolean).join("_");
}

function untaken(name, taken) {
  const [, stem, extension] = /^(.*?)(\.[^.]*)?$/.exec(name);
  let found = name;
  for (let number = 2; taken.has(found); number++) found = `${stem}~${number}${extension ?? ""}`;
  taken.add(found);
  return found;
}
