/** What the JSON of STAC objects depends on, in addition to their rows. */
import type { Account } from "../../core/http/account.ts";
import { baseUrl } from "../../core/http/base_url.ts";
import { callerOf, type RequestContext } from "../../core/http/context.ts";
import type { Settings } from "../../core/settings/mod.ts";
import type { Link } from "./links.ts";

/** The settings that show in STAC objects, as they are at the moment. */
export interface Instance {
  /** SPDX id, or `proprietary` as STAC wants it when there is none. */
  license: string;
  licenseLink?: Link;
  isReadOnly: boolean;
  /** Public address of the original pictures, without a trailing slash. */
  permanentRoot?: string;
  /** Public address of the derivates, without a trailing slash. */
  derivatesRoot?: string;
}

/** One request's view. */
export interface JsonContext {
  instance: Instance;
  /** Root URL under which the caller sees this server, without a trailing slash. */
  base: string;
  caller: Account | null;
}

/** The settings that show in STAC objects, as they are when they are asked for: some change while the program runs. */
export function describeInstance(settings: Settings): Instance {
  return {
    get license() {
      return settings.API_PICTURES_LICENSE_SPDX_ID ?? "proprietary";
    },
    get licenseLink() {
      const license = settings.API_PICTURES_LICENSE_SPDX_ID, href = settings.API_PICTURES_LICENSE_URL;
      return license && href ? { rel: "license", title: `License for this object (${license})`, href } : undefined;
    },
    isReadOnly: settings.API_READ_ONLY,
    permanentRoot: settings.API_PERMANENT_PICTURES_PUBLIC_URL?.replace(/\/+$/, ""),
    derivatesRoot: settings.API_DERIVATES_PICTURES_PUBLIC_URL?.replace(/\/+$/, ""),
  };
}

/** The view of a request on a route that looks the caller up. */
export function jsonContext(context: RequestContext, instance: Instance): JsonContext {
  return { instance, base: baseUrl(context), caller: callerOf(context) };
}
