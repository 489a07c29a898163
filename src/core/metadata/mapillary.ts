/** Mapillary's tools keep their metadata as JSON in `Exif.Image.ImageDescription`, under names that start with `MAP`. */

/**
 * Reads Mapillary's metadata.
 * @param description the text of the tag
 * @returns `MAPLatitude` → text; members of objects as `MAPCompassHeading.TrueHeading`. Empty for any other description
 */
export function mapillaryTags(description: string | undefined): Map<string, string> {
  const tags = new Map<string, string>();
  if (!description?.startsWith("{")) return tags;
  let content: unknown;
  try {
    content = JSON.parse(description);
  } catch {
    return tags;
  }
  if (typeof content !== "object" || content === null) return tags;
  for (const [name, value] of Object.entries(content)) {
    if (!name.startsWith("MAP")) continue;
    if (typeof value !== "object") tags.set(name, String(value));
    else for (const [member, inner] of Object.entries(value ?? {})) tags.set(`${name}.${member}`, String(inner));
  }
  return tags;
}
