/** `/api/admin/blurs`: what this program blurred last, for administrators to look at. */
import { z } from "@hono/zod-openapi";
import type { Router } from "../../../core/http/router.ts";
import { validate } from "../../../core/http/validation.ts";
import { message } from "../../../core/messages/mod.ts";
import type { Services } from "../../../core/services.ts";
import { requireAdministrator } from "../../accounts/mod.ts";
import { blurredPart, blurWay } from "./json.ts";
import { listBlurSamples } from "./samples.ts";

const PAGE_SIZE = 24;

const share = z.coerce.number().min(0).max(1);
const query = z.object({
  kind: z.enum(["face", "plate", "drawn"]).optional(),
  least: share.default(0).openapi({ description: "Confidence of a part from which a picture is shown" }),
  most: share.default(1),
  limit: z.coerce.number().int().min(1).max(100).default(PAGE_SIZE),
  after: z.uuid().optional().openapi({ description: "`next` of the page before" }),
});
const samples = z.object({
  blurs: z.array(z.object({
    picture_id: z.uuid(),
    collection_id: z.uuid().nullable(),
    width: z.int().nullable(),
    height: z.int().nullable(),
    blurred_at: z.string(),
    model: z.string().nullable(),
    way: blurWay,
    parts: z.array(blurredPart),
  })),
  next: z.uuid().nullable().openapi({ description: "For `after`; null on the last page. Pages may be empty before" }),
}).openapi("BlurSamples");

/** Registers `/api/admin/blurs`. */
export function blurSampleRoutes(router: Router, { sql }: Services): void {
  router.route({
    method: "get",
    path: "/api/admin/blurs",
    access: "logged-reads-or-refused",
    summary: "What this program blurred last",
    tags: ["Administration"],
    request: { query },
    responses: {
      200: { description: "Pictures and their blurred parts", content: { "application/json": { schema: samples } } },
      400: { description: "A parameter is wrong" },
      401: { description: "Nobody is logged in" },
      403: { description: "The caller is not an administrator" },
    },
  }, async (context) => {
    requireAdministrator(context, message("pictures.blurs_need_admin"));
    const filter = validate(query, context.req.query(), message("http.bad_parameters"));
    const { samples, next } = await listBlurSamples(sql, filter);
    return context.json({ blurs: samples, next: next ?? null });
  });
}
