/** Which kind of program uploaded a collection. */

/** Kinds of programs that upload, by geovisio's names. */
export type UploadSoftware = "unknown" | "other" | "website" | "cli" | "mobile_app";

const PROGRAMS = new Map<string, UploadSoftware>([
  ["geovisiocli", "cli"],
  ["panoramaxcli", "cli"],
  ["geovisiowebsite", "website"],
  ["panoramaxapp", "mobile_app"],
]);

/** The kind of program, from the `User-Agent` of the upload (RFC 9110 section 10.1.5: product, slash, version). */
export function uploadSoftware(userAgent: string | null): UploadSoftware {
  if (userAgent === null) return "unknown";
  return PROGRAMS.get(userAgent.replace(/\/.*$/s, "").trim().toLowerCase()) ?? "other";
}
