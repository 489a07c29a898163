/** What stands on the page of one's own second factors. */
import { raw } from "hono/html";
import { renderSVG } from "uqr";
import type { Say } from "../../../core/messages/mod.ts";
import type { FactorsRow } from "../../accounts/mod.ts";
import { field, hidden } from "../forms.ts";
import { Messages } from "../layout/messages.tsx";

/** The secret of an app that is being set up. */
export interface SetupState {
  /** Base32. */
  key: string;
  /** `otpauth:`, for the QR code. */
  address: string;
}

interface SecondFactorPageProps {
  say: Say;
  /** The account has to have one before it may do anything else. */
  isNeeded: boolean;
  /** The session knows the password alone, and the account has more: nothing may be changed. */
  isLocked: boolean;
  factors: FactorsRow;
  setup?: SetupState;
  recoveryCodes?: string[];
  /** What the last form led to. */
  objection?: string;
  success?: string;
}

/** The page on which somebody sets up or removes codes and passkeys. */
export function SecondFactorPage(props: SecondFactorPageProps) {
  const { say, isNeeded, isLocked, factors, setup, recoveryCodes, objection, success } = props;
  return (
    <>
      {objection && <p role="alert">{objection}</p>}
      {success && <p role="status" class="notice">{success}</p>}
      {isNeeded && <p role="status" class="notice">{say("web.second_factor_needed")}</p>}
      {isLocked && <p role="status" class="notice">{say("accounts.factors_locked")}</p>}
      <p class="muted">{say("web.second_factor_explained")}</p>
      <Messages />
      {recoveryCodes && <RecoveryCodes say={say} codes={recoveryCodes} />}
      <section>
        <h2>{say("web.codes_title")}</h2>
        <p>{say(factors.has_codes ? "web.codes_on" : "web.codes_off")}</p>
        {!isLocked && (factors.has_codes
          ? <CodesSection say={say} left={factors.nb_recovery_codes} />
          : setup
          ? <SetupForm say={say} setup={setup} />
          : <BeginForm say={say} />)}
      </section>
      {!isLocked && <PasskeySection say={say} />}
    </>
  );
}

function RecoveryCodes({ say, codes }: { say: Say; codes: string[] }) {
  return (
    <section>
      <h2>{say("web.recovery_codes_title")}</h2>
      <p>{say("web.recovery_codes_explained")}</p>
      <ul id="recovery-codes" class="card">
        {codes.map((code) => (
          <li>
            <code>{code}</code>
          </li>
        ))}
      </ul>
    </section>
  );
}

function BeginForm({ say }: { say: Say }) {
  return (
    <form method="post">
      {hidden("action", "begin")}
      {field("current", say("web.current_password"), "current-password")}
      <div class="actions">
        <button type="submit">{say("web.set_up")}</button>
      </div>
    </form>
  );
}

function SetupForm({ say, setup }: { say: Say; setup: SetupState }) {
  return (
    <>
      <p>{say("web.scan_code")}</p>
      <div class="qr-code" role="img" aria-label={say("web.qr_code")}>
        {raw(renderSVG(setup.address, { border: 2 }))}
      </div>
      <p>
        {say("web.or_type_key")} <code id="totp-key">{setup.key.replaceAll(/(.{4})(?=.)/g, "$1 ")}</code>
      </p>
      <form method="post">
        {hidden("action", "confirm")}
        {field("code", say("web.code"), "one-time-code")}
        <div class="actions">
          <button type="submit">{say("web.confirm")}</button>
        </div>
      </form>
    </>
  );
}

function CodesSection({ say, left }: { say: Say; left: number }) {
  return (
    <>
      <p>{say("web.recovery_codes_left", { count: left })}</p>
      <form method="post">
        {hidden("action", "renew")}
        {field("code", say("web.code"), "one-time-code")}
        <div class="actions">
          <button type="submit" class="quiet">{say("web.renew_recovery_codes")}</button>
        </div>
      </form>
      <form method="post">
        {hidden("action", "remove")}
        {field("current", say("web.current_password"), "current-password")}
        {field("code", say("web.code"), "one-time-code")}
        <div class="actions">
          <button type="submit" class="danger">{say("web.turn_off_codes")}</button>
        </div>
      </form>
    </>
  );
}

function PasskeySection({ say }: { say: Say }) {
  return (
    <section>
      <h2>{say("web.passkeys")}</h2>
      <p class="muted">{say("web.passkeys_explained")}</p>
      <ul id="passkeys" class="files card"></ul>
      <form id="new-passkey">
        <label>
          {say("web.passkey_name")}
          <input name="name" maxlength={100} required />
        </label>
        {field("password", say("web.current_password"), "current-password")}
        <div class="actions">
          <button type="submit">{say("web.add_passkey")}</button>
        </div>
      </form>
    </section>
  );
}
