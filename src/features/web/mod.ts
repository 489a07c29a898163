/**
 * Web: the pages for people, made on the server, and the scripts and styles that browsers load for them.
 *
 * May import community, uploads, accounts and core. Features with pages of their own (`syncapi`) use the page frame from here, so
 * this one may not import them.
 */
export { isPolicySource } from "./content_security_policy.ts";
export { answerClaimPage } from "./claim_page.ts";
export { answerNotFoundPage, errorPageFor } from "./error_page.tsx";
export { answerPage, type PageContent, translator } from "./page.tsx";
export { announceChosenLanguage, pageLanguage } from "./page_language.ts";
export { webRoutes } from "./routes.ts";
