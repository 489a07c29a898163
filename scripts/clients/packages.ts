/** Packages of npm that hold clients; those of Python are in tests/clients/requirements.txt. */
export const NODE_PACKAGES = ["@redocly/cli@2.77.0", "panoramax-js@0.10.0"];

/** Packages of Debian. */
export const DEBIAN_PACKAGES: Record<string, string> = { ogrinfo: "gdal-bin", wget: "wget", curl: "curl" };
