/** The language in which a page writes dates and numbers: that of its texts. */
export { pageLanguage } from "../../../web/mod.ts";
