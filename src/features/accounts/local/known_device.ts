/**
 * Browsers in which somebody logged in before, known by a signed cookie. It proves only that: whoever has it still needs
 * the password, but has a limit of guesses of their own.
 */
import { z } from "zod";
import type { RequestContext } from "../../../core/http/context.ts";
import { readCookie, writeCookie } from "../../../core/http/cookies.ts";
import type { Services } from "../../../core/services.ts";
import { openText, signText } from "../sessions/signed_text.ts";
import { digestOfLogin } from "./attempts.ts";

const COOKIE = { name: "known_device" };
/** Seconds; browsers keep no cookie for longer (RFC 6265bis section 5.5). */
const LIFETIME = 400 * 24 * 3600;
const MOST_LOGINS = 5;

const knownDevice = z.object({ id: z.uuid(), logins: z.array(z.string()) });

type DeviceServices = Pick<Services, "settings" | "secretKey">;

/** Id of the caller's browser when the login succeeded in it before. */
export function readKnownDevice(context: RequestContext, services: DeviceServices, login: string): string | undefined {
  const device = read(context, services);
  return device?.logins.includes(digestOfLogin(login)) ? device.id : undefined;
}

/** Makes the caller's browser one in which the login succeeded. */
export function rememberDevice(context: RequestContext, services: DeviceServices, login: string): void {
  if (!services.secretKey) return;
  const name = digestOfLogin(login);
  const { id, logins } = read(context, services) ?? { id: crypto.randomUUID(), logins: [] };
  const device = { id, logins: [...logins.filter((known) => known !== name), name].slice(-MOST_LOGINS) };
  writeCookie(context, services.settings, COOKIE, signText(device, "known device", services.secretKey), {
    httpOnly: true,
    sameSite: "Strict",
    maxAge: LIFETIME,
  });
}

function read(
  context: RequestContext,
  { settings, secretKey }: DeviceServices,
): z.infer<typeof knownDevice> | undefined {
  const text = readCookie(context, settings, COOKIE);
  if (!text || !secretKey) return undefined;
  return knownDevice.safeParse(openText(text, "known device", secretKey, LIFETIME)?.value).data;
}
