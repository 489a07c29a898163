/** Texts of the instance: terms of service, licence and the like. */
export { findPage, type Page } from "./page.ts";
export { PAGE_NAMES, type PageName, readPageName } from "./page_name.ts";
export { deletePage, listPageLanguages, publishPageChange, writePage } from "./queries.ts";
