/** The SyncAPI of indi-allsky: `/sync/v1/<kind>`, through which a camera's own server sends its images and videos. */
import { z } from "@hono/zod-openapi";
import { clientAddress } from "../../../core/http/client_address.ts";
import type { RequestContext } from "../../../core/http/context.ts";
import { ApiError } from "../../../core/http/errors.ts";
import type { RouteDeclaration, Router } from "../../../core/http/router.ts";
import { logger } from "../../../core/log.ts";
import { message } from "../../../core/messages/mod.ts";
import type { Services } from "../../../core/services.ts";
import { isOutOfSpace } from "../../../core/storage/mod.ts";
import { isKind, type Kind } from "../assets/kinds.ts";
import { imageUrl } from "../assets/paths.ts";
import { findAssetById } from "./asset_queries.ts";
import { readCameraMetadata, readCameraReference } from "./camera_metadata.ts";
import { type CameraKey, findCamera, findCameraForAsset, upsertCamera } from "./camera_queries.ts";
import { readAssetMetadata, readAssetReference } from "./metadata.ts";
import { receiveSignedForm, type SignedForm } from "./receive.ts";
import { SyncRefusal } from "./refusal.ts";
import { deleteAsset, requireAsset, storeAsset } from "./store_asset.ts";
import { type SignedUse, UsedSignatures } from "./used_signatures.ts";

const log = logger("syncapi");

const UUID_FORM = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const answer = z.object({ id: z.int().optional(), url: z.string().optional() }).openapi("AllskyUpload");
const refusal = z.object({ error: z.string(), reason: z.string().optional() }).openapi("AllskyRefusal");
const form = z.object({
  metadata: z.string().openapi({ format: "binary", description: "A JSON object, which the signature covers" }),
  media: z.string().optional().openapi({ format: "binary" }),
});
const responses: RouteDeclaration["responses"] = {
  200: { description: "Done", content: { "application/json": { schema: answer } } },
  400: { description: "Refused", content: { "application/json": { schema: refusal } } },
  507: { description: "No space left", content: { "application/json": { schema: refusal } } },
};

const METHODS = [
  { method: "get", access: "open", summary: "Get the id and address of an asset of an all-sky camera" },
  { method: "post", access: "open-writes", summary: "Create an asset of an all-sky camera" },
  { method: "put", access: "open-writes", summary: "Create or replace an asset of an all-sky camera" },
  { method: "delete", access: "open-writes", summary: "Delete an asset of an all-sky camera" },
] as const;

type Method = (typeof METHODS)[number]["method"];

const USES: Record<Method, SignedUse> = { get: "read", post: "store", put: "store", delete: "delete" };

/** The path of a request as it is routed: cameras whose base address ends with a slash send `…//sync/v1/…`. */
export function syncPath(path: string): string {
  return path.replace("//sync/v1/", "/sync/v1/");
}

/**
 * The SyncAPI of indi-allsky, by which cameras send their files.
 * @param bases prefixes under which it answers
 */
export function syncRoutes(router: Router, services: Services, bases: Iterable<string>): void {
  const { sql } = services;
  const used = new UsedSignatures(services.team);
  for (const base of bases) {
    for (const { method, access, summary } of METHODS) {
      router.route({
        method,
        path: `${base}/sync/v1/{kind}`,
        access,
        summary,
        description: "Signed: `Authorization: Bearer <user>:<HMAC>`, see docs/allsky.md",
        tags: ["All-sky cameras"],
        request: method === "get" ? {} : { body: { content: { "multipart/form-data": { schema: form } } } },
        responses,
      }, (context, { kind }) => serve(context, method, kind));
    }
  }

  async function serve(context: RequestContext, method: Method, kind: string): Promise<Response> {
    if (kind !== "camera" && !isKind(kind)) throw new ApiError(404, message("http.not_found"));
    let received: SignedForm | undefined;
    try {
      const wantsMedia = kind !== "camera" && (method === "post" || method === "put");
      received = await receiveSignedForm(context.req.raw, services, { wantsMedia });
      checkUse(context, method, received);
      return Response.json(
        kind === "camera" ? await onCamera(method, received) : await onAsset(method, kind, received),
      );
    } catch (error) {
      if (isOutOfSpace(error)) return outOfSpace(method, kind);
      if (!(error instanceof SyncRefusal)) throw error;
      log.warn("{method} {kind} was refused: {error}", { method: method.toUpperCase(), kind, error: error.message });
      return error.toResponse();
    } finally {
      await received?.media?.upload.abort();
    }
  }

  function checkUse(context: RequestContext, method: Method, { username, signature }: SignedForm): void {
    const address = clientAddress(context, services.settings.INFRA_NB_PROXIES);
    if (used.accept(`${username}:${signature}`, USES[method], address)) return;
    throw new SyncRefusal("authentication failed", `a signature of ${username} was used for another method before`);
  }

  /** RFC 4918 section 11.5. The client shows the reason and sends the file again after `Retry-After`. */
  function outOfSpace(method: Method, kind: string): Response {
    log.error("{method} {kind} failed: no space left on the disk", { method: method.toUpperCase(), kind });
    const body = { error: "insufficient_storage", reason: "The server has no space left for this file" };
    return Response.json(body, { status: 507, headers: { "Retry-After": "300" } });
  }

  async function onCamera(method: Method, { accountId, metadata }: SignedForm): Promise<unknown> {
    if (method === "delete") throw new SyncRefusal("not_implemented");
    if (method === "get") {
      const camera = await findCamera(sql, accountId, readCameraReference(metadata));
      if (!camera) throw new SyncRefusal("camera_missing");
      return { id: camera.id };
    }
    const id = await upsertCamera(sql, accountId, readCameraMetadata(metadata));
    if (id === undefined) throw new SyncRefusal("camera not found", "the camera belongs to another account");
    return { id };
  }

  async function onAsset(method: Method, kind: Kind, { accountId, metadata, media }: SignedForm): Promise<unknown> {
    if (method === "post" || method === "put") {
      if (!media) throw new SyncRefusal("media_missing");
      const asset = readAssetMetadata(kind, metadata);
      const camera = await cameraOf(accountId, asset.cameraUuid, asset.utcOffset);
      const { id, path } = await storeAsset(services, camera, asset, media, { mayReplace: method === "put" });
      return { id, url: imageUrl(path) };
    }
    const { id, cameraUuid, utcOffset } = readAssetReference(metadata);
    const camera = await cameraOf(accountId, cameraUuid, utcOffset);
    if (method === "get") {
      const { path } = requireAsset(await findAssetById(sql, camera.id, kind, id));
      return { id, url: imageUrl(path) };
    }
    await deleteAsset(services, camera, kind, id);
    return {};
  }

  async function cameraOf(
    accountId: string,
    uuid: string,
    utcOffset: number | null | undefined,
  ): Promise<CameraKey> {
    const camera = UUID_FORM.test(uuid) ? await findCameraForAsset(sql, accountId, uuid, utcOffset) : undefined;
    if (!camera) throw new SyncRefusal("camera not found");
    return camera;
  }
}
