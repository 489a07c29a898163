import assert from "node:assert/strict";
import { isPublicAddress } from "../../../src/core/outgoing/public_address.ts";

const PUBLIC = ["8.8.8.8", "172.15.0.1", "172.32.0.1", "2606:4700::1111", "::ffff:8.8.8.8", "2a01:e0a::1"];
const NOT_PUBLIC = {
  loopback: ["127.0.0.1", "127.255.1.2", "::1"],
  "of a private network": ["10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "fd00::1", "fc00::1", "fec0::1"],
  "link-local, as metadata services": ["169.254.169.254", "fe80::1"],
  "shared by carriers": ["100.64.0.1", "100.127.255.255"],
  "none at all": ["0.0.0.0", "0.1.2.3", "::", "255.255.255.255", "224.0.0.1", "ff02::1", "240.0.0.1"],
  "reserved for examples and tests": ["192.0.2.1", "198.51.100.1", "203.0.113.1", "198.18.0.1", "2001:db8::1"],
  "IPv4 in the clothes of IPv6": [
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "::ffff:a9fe:a9fe",
    "::7f00:1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::a00:1",
    "2002:7f00:1::",
    "2001:0:1::",
  ],
  "no address": ["", "localhost", "example.org", "127.0.0.1:80"],
};

Deno.test("isPublicAddress() knows addresses of the internet", () => {
  for (const address of PUBLIC) assert.equal(isPublicAddress(address), true, address);
});

for (const [name, addresses] of Object.entries(NOT_PUBLIC)) {
  Deno.test(`isPublicAddress() refuses what is ${name}`, () => {
    for (const address of addresses) assert.equal(isPublicAddress(address), false, address);
  });
}
