/** Query strings of links. */

/** Characters that stay as they are, in addition to those `encodeURIComponent` leaves: clients compare these addresses. */
const LITERAL = /%(24|2C|2F|3A|3B|3F|40)/g;

/** Parameters as `application/x-www-form-urlencoded`, in the given order; undefined ones are left out. */
export function queryString(parameters: [name: string, value: string | number | undefined][]): string {
  return parameters.filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encode(String(value))}`).join("&");
}

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll("%20", "+").replace(LITERAL, decodeURIComponent);
}
