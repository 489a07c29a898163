/** Names for the files of an upload set, where each may be there once, although cameras use the same ones in each folder. */

/** Where dropped files lay; the browser knows it of files of a chosen folder by itself. */
const paths = new WeakMap();

/** Remembers the path of a file, such as `/100GARMN/VIRB0000.JPG`. */
export function rememberPath(file, path) {
  paths.set(file, path);
}

/**
 * Names the files after themselves or, where several have the same name, all of them after their paths, so that their order by
 * name stays the one of the folders.
 * @returns the name of each file, in a Map
 */
export function uniqueNames(files) {
  const names = files.map((file) => file.name);
  const chosen = new Set(names).size === names.length ? names : files.map(pathName);
  const taken = new Set();
  return new Map(files.map((file, index) => [file, untaken(chosen[index], taken)]));
}

/** `100GARMN_VIRB0000.JPG`: slashes are no part of file names. */
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
