/** `/admin/settings`: sends what was changed. */
import { announce, call, complain, say } from "./page.js";

const form = document.getElementById("settings-form"), summary = document.getElementById("summary");
const fields = [...form.elements].filter(({ name, disabled }) => name && !disabled);
const valueOf = (field) => field.type === "checkbox" ? String(field.checked) : field.value.trim();
/** What the server has, by name. */
const kept = new Map(fields.map((field) => [field.name, valueOf(field)]));

/** What the instance says of itself, as one setting; languages that have no field stay as they are. */
function summaryText() {
  const value = JSON.parse(summary.dataset.value);
  for (const field of summary.querySelectorAll("[data-part]")) {
    const { part, language } = field.dataset, text = field.value.trim();
    if (!language) value[part] = text;
    else if (text) value[part][language] = text;
    else delete value[part][language];
  }
  return JSON.stringify(value);
}

form.onsubmit = async (event) => {
  event.preventDefault();
  complain();
  const changes = Object.fromEntries(
    fields.filter((field) => valueOf(field) !== kept.get(field.name)).map((field) => [
      field.name,
      valueOf(field) === "" ? null : valueOf(field),
    ]),
  );
  if (!summary.disabled && summaryText() !== summary.dataset.value) changes.API_SUMMARY = summaryText();
  if (Object.keys(changes).length === 0) return announce(say("settings.nothing_changed"));
  try {
    const { settings } = await call("PATCH", "/api/admin/settings", changes);
    for (const { name, value } of settings) {
      const field = fields.find((field) => field.name === name);
      if (name === "API_SUMMARY") summary.dataset.value = value;
      if (!field) continue;
      // An emptied field has its default again.
      if (field.type !== "checkbox") field.value = value ?? "";
      kept.set(name, valueOf(field));
    }
    announce(say("web.saved"));
  } catch (error) {
    const [wrong] = error.body?.details?.fields ?? [];
    fields.find(({ name }) => name === wrong)?.focus();
    complain(error);
  }
};

// Who chooses a usual licence need not know its address.
const { API_PICTURES_LICENSE_SPDX_ID: license, API_PICTURES_LICENSE_URL: address } = form.elements;
license.addEventListener("change", () => {
  const known = [...document.getElementById("licenses").options].find(({ value }) => value === license.value);
  if (known && !address.disabled) address.value = known.dataset.url;
  if (license.value === "" && !address.disabled) address.value = "";
});
