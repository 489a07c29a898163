/** The control file of the Debian package (Debian Policy 5.3). */

/** Offset of `e_machine` in an ELF file, and its values (System V ABI). */
const MACHINE_OFFSET = 18;
const ARCHITECTURES: Record<number, string> = { 62: "amd64", 183: "arm64" };

/**
 * Debian's name of the processor that a program is for.
 * @param head the first bytes of the file, 20 at least
 * @throws Error when it is no program for one that there are packages for
 */
export function architectureOf(head: Uint8Array<ArrayBuffer>): string {
  const isElf = new TextDecoder().decode(head.subarray(1, 4)) === "ELF";
  const machine = new DataView(head.buffer, head.byteOffset).getUint16(MACHINE_OFFSET, true);
  const name = isElf ? ARCHITECTURES[machine] : undefined;
  if (name === undefined) throw new Error("Not a program of Linux for x86-64 or ARM64");
  return name;
}

/** The text. Sizes are in bytes. */
export function controlFile(facts: { version: string; architecture: string; size: number }): string {
  return `Package: panoramax
Version: ${facts.version}
Architecture: ${facts.architecture}
Maintainer: The Panoramax contributors <panoramax@localhost>
Installed-Size: ${Math.ceil(facts.size / 1024)}
Depends: adduser, init-system-helpers (>= 1.54~), libc6 (>= 2.28), libgcc-s1, libstdc++6
Suggests: postgresql, nginx
Section: web
Priority: optional
Homepage: https://panoramax.fr
Description: server for geolocated pictures
 Receives pictures, flat or 360°, sorts them into sequences, makes thumbnails
 and tiles, and serves them by the STAC API that the tools of Panoramax speak
 and on web pages of its own. It brings its database, an embedded PostgreSQL
 with PostGIS, and uses native PostgreSQL where told to.
`;
}
