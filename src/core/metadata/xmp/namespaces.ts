/** Prefixes of XMP namespaces as exiv2 writes them, regardless of the prefix in the file. */

/** RDF's own namespace. */
export const RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
/** The namespace of `xml:lang`. */
export const XML = "http://www.w3.org/XML/1998/namespace";

const PREFIXES: Record<string, string> = {
  "http://purl.org/dc/elements/1.1/": "dc",
  "http://purl.org/dc/terms/": "dcterms",
  "http://ns.adobe.com/xap/1.0/": "xmp",
  "http://ns.adobe.com/xap/1.0/rights/": "xmpRights",
  "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
  "http://ns.adobe.com/xap/1.0/bj/": "xmpBJ",
  "http://ns.adobe.com/xap/1.0/t/pg/": "xmpTPg",
  "http://ns.adobe.com/xap/1.0/g/": "xmpG",
  "http://ns.adobe.com/xap/1.0/g/img/": "xmpGImg",
  "http://ns.adobe.com/xmp/1.0/DynamicMedia/": "xmpDM",
  "http://ns.adobe.com/xap/1.0/sType/Dimensions#": "stDim",
  "http://ns.adobe.com/xap/1.0/sType/Font#": "stFnt",
  "http://ns.adobe.com/xap/1.0/sType/Job#": "stJob",
  "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#": "stEvt",
  "http://ns.adobe.com/xap/1.0/sType/ResourceRef#": "stRef",
  "http://ns.adobe.com/xap/1.0/sType/Version#": "stVer",
  "http://ns.adobe.com/xmp/sType/Area#": "stArea",
  "http://ns.adobe.com/pdf/1.3/": "pdf",
  "http://ns.adobe.com/photoshop/1.0/": "photoshop",
  "http://ns.adobe.com/camera-raw-settings/1.0/": "crs",
  "http://ns.adobe.com/camera-raw-saved-settings/1.0/": "crss",
  "http://ns.adobe.com/lightroom/1.0/": "lr",
  "http://ns.adobe.com/tiff/1.0/": "tiff",
  "http://ns.adobe.com/exif/1.0/": "exif",
  "http://ns.adobe.com/exif/1.0/aux/": "aux",
  "http://cipa.jp/exif/1.0/": "exifEX",
  "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/": "iptc",
  "http://iptc.org/std/Iptc4xmpExt/2008-02-29/": "iptcExt",
  "http://ns.useplus.org/ldf/xmp/1.0/": "plus",
  "http://www.metadataworkinggroup.com/schemas/regions/": "mwg-rs",
  "http://www.metadataworkinggroup.com/schemas/keywords/": "mwg-kw",
  "http://ns.google.com/photos/1.0/panorama/": "GPano",
  "http://ns.microsoft.com/photo/1.0/": "MicrosoftPhoto",
  "http://ns.microsoft.com/photo/1.0": "MicrosoftPhoto",
  "http://ns.microsoft.com/photo/1.2/": "MP",
  "http://ns.microsoft.com/photo/1.2/t/RegionInfo#": "MPRI",
  "http://ns.microsoft.com/photo/1.2/t/Region#": "MPReg",
  "http://ns.microsoft.com/expressionmedia/1.0/": "expressionmedia",
  "http://ns.iview-multimedia.com/mediapro/1.0/": "mediapro",
  "http://ns.acdsee.com/iptc/1.0/": "acdsee",
  "http://www.digikam.org/ns/1.0/": "digiKam",
  "http://www.digikam.org/ns/kipi/1.0/": "kipi",
  // Not one of exiv2's own: of Pix4D, for the angles of a camera.
  "http://pix4d.com/camera/1.0": "Camera",
  "http://www.audio/": "audio",
  "http://www.video/": "video",
};

const NAMESPACES = new Map(Object.entries(PREFIXES).toReversed().map(([namespace, prefix]) => [prefix, namespace]));

/** The namespace that exiv2 writes with a prefix; of several, the usual one. */
export function namespaceOf(prefix: string): string | undefined {
  return NAMESPACES.get(prefix);
}

/** A qualified XML name with its prefix resolved. */
export interface QualifiedName {
  /** The namespace's URI. */
  namespace: string;
  /** exiv2's prefix, or the file's when exiv2 has none. */
  prefix: string;
  local: string;
}

/** The namespaces in scope at one element: prefix → URI. */
export class NamespaceScope {
  #uris: ReadonlyMap<string, string>;

  constructor(uris: ReadonlyMap<string, string> = new Map([["xml", XML]])) {
    this.#uris = uris;
  }

  /** The scope inside an element with these attributes. */
  inside(attributes: Record<string, string>): NamespaceScope {
    const declared = Object.entries(attributes).filter(([name]) => name.startsWith("xmlns:"));
    if (declared.length === 0) return this;
    return new NamespaceScope(
      new Map([...this.#uris, ...declared.map(([name, uri]) => [name.slice(6), uri] as const)]),
    );
  }

  /** Resolves `prefix:local`; undefined without prefix or when the prefix was not declared. */
  resolve(name: string): QualifiedName | undefined {
    const colon = name.indexOf(":");
    if (colon <= 0 || name.startsWith("xmlns:")) return undefined;
    const given = name.slice(0, colon);
    const namespace = this.#uris.get(given);
    if (namespace === undefined) return undefined;
    return { namespace, prefix: PREFIXES[namespace] ?? given, local: name.slice(colon + 1) };
  }
}
