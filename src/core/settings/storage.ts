/** Settings that say where the files of pictures are kept. */
import { z } from "zod";
import { flag } from "./values.ts";
import { SettingsError } from "./settings_error.ts";

/**
 * A folder or a bucket. The value may hold a secret, so only its scheme is repeated. `file://` and `osfs://` are geovisio's
 * ways to write a folder; its other ones, such as `mem://`, would lose pictures or cannot be reached.
 */
const location = z.string().optional().superRefine((text, context) => {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text ?? "")?.[1]?.toLowerCase();
  if (scheme === undefined || ["file", "osfs", "s3"].includes(scheme)) return;
  context.addIssue(`should be a folder or the URL of a bucket (s3://KEY:SECRET@BUCKET), got one of '${scheme}://'`);
});

/** Settings of where files are stored. */
export const storageSettings = {
  FS_URL: location,
  FS_TMP_URL: location,
  FS_PERMANENT_URL: location,
  FS_DERIVATES_URL: location,
};

/** Settings of what is checked about files at a start. */
export const fileCheckSettings = {
  FS_CHECK_MOUNT: flag(true),
};

/** Where each kind of file is kept: a folder or an s3:// URL. */
export interface StorageLocations {
  tmp: string;
  permanent: string;
  derivates: string;
}

/**
 * The three places, from one setting or from three.
 * @throws SettingsError when both or only some of the three are given
 */
export function readStorage(
  given: Partial<Record<keyof typeof storageSettings, string>>,
  dataFolder: string,
): StorageLocations {
  const { FS_URL: root, FS_TMP_URL: tmp, FS_PERMANENT_URL: permanent, FS_DERIVATES_URL: derivates } = given;
  if (tmp !== undefined && permanent !== undefined && derivates !== undefined) {
    if (root) {
      throw new SettingsError("FS_URL cannot be set together with FS_TMP_URL, FS_PERMANENT_URL and FS_DERIVATES_URL");
    }
    return { tmp, permanent, derivates };
  }
  const missing = Object.entries({ FS_TMP_URL: tmp, FS_PERMANENT_URL: permanent, FS_DERIVATES_URL: derivates })
    .flatMap(([name, value]) => value === undefined ? [name] : []);
  if (missing.length < 3 && !root) {
    throw new SettingsError(
      `FS_TMP_URL, FS_PERMANENT_URL and FS_DERIVATES_URL have to be set together; missing: ${missing.join(", ")}`,
    );
  }
  const all = root ?? `${dataFolder}/pictures`;
  return { tmp: folderIn(all, "tmp"), permanent: folderIn(all, "permanent"), derivates: folderIn(all, "derivates") };
}

/** A folder inside a folder or a bucket; the parameters of a bucket's URL stay behind the path. */
function folderIn(root: string, name: string): string {
  const query = root.startsWith("s3://") && root.includes("?") ? root.indexOf("?") : root.length;
  return `${root.slice(0, query).replace(/\/+$/, "")}/${name}${root.slice(query)}`;
}
