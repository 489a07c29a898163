/** `/.well-known/security.txt`: where to report vulnerabilities of this instance (RFC 9116). */
import { z } from "@hono/zod-openapi";
import { baseUrl } from "../../core/http/base_url.ts";
import { errorAnswer } from "../../core/http/documentation.ts";
import { ApiError } from "../../core/http/errors.ts";
import type { Router } from "../../core/http/router.ts";
import { message } from "../../core/messages/mod.ts";
import type { Services } from "../../core/services.ts";

const PATH = "/.well-known/security.txt";
/** Milliseconds; the RFC recommends less than a year. The file is made for each request, so it never expires in fact. */
const VALIDITY = 180 * 24 * 3600 * 1000;

/** Answers with the contact of `API_SECURITY_CONTACT`. */
export function securityTextRoutes(router: Router, { settings }: Services): void {
  router.route({
    method: "get",
    path: PATH,
    access: "open",
    summary: "Where to report vulnerabilities of this instance",
    tags: ["Server"],
    responses: {
      200: { description: "As RFC 9116 says", content: { "text/plain": { schema: z.string() } } },
      404: errorAnswer("The instance names no contact"),
    },
  }, (context) => {
    const { API_SECURITY_CONTACT: contact } = settings;
    if (!contact) throw new ApiError(404, message("http.not_found"));
    const lines = {
      "Contact": contact,
      "Expires": new Date(Date.now() + VALIDITY).toISOString(),
      "Preferred-Languages": "en, fr",
      "Canonical": `${baseUrl(context)}${PATH}`,
    };
    return context.text(Object.entries(lines).map(([name, value]) => `${name}: ${value}\n`).join(""));
  });
}
