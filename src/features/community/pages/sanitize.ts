/** Websites show what administrators write as it is, so only text and formatting may stay: nothing that runs or deceives. */
import sanitize from "sanitize-html";

const OPTIONS: sanitize.IOptions = {
  allowedTags: [...sanitize.defaults.allowedTags, "img", "del", "ins", "details", "summary"],
  allowedAttributes: {
    "*": ["class", "id", "lang", "dir", "title"],
    a: ["href", "name", "target", "rel", "hreflang"],
    img: ["src", "alt", "width", "height", "loading"],
    ol: ["start", "type", "reversed"],
    td: ["colspan", "rowspan"],
    th: ["colspan", "rowspan", "scope"],
  },
  allowedSchemes: ["http", "https", "mailto", "tel"],
  allowProtocolRelative: false,
  // A page opened from here must not get hold of this one.
  transformTags: {
    a: (tagName, attributes) => ({
      tagName,
      attribs: attributes.target ? { ...attributes, rel: "noopener noreferrer" } : attributes,
    }),
  },
};

/** The HTML without scripts, handlers, frames, forms and styles. */
export function sanitizePage(html: string): string {
  return sanitize(html, OPTIONS);
}
