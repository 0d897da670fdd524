import { describe, expect, test } from "vitest";
import { assertAllowedTarget, isPublicAddress, lookupPublic } from "@/lib/connectors/kit/allowed-target";

const refused = (url: string, allowPrivateTargets = false): boolean => {
  try {
    assertAllowedTarget(new URL(url), allowPrivateTargets);
    return false;
  } catch {
    return true;
  }
};

const NOT_PUBLIC = [
  "0.0.0.0", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1",
  "192.0.2.1", "192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
  "::", "::1", "fe80::1", "fc00::1", "fd12:3456::1", "ff02::1", "2001:db8::1", "100::1", "fec0::1", "4000::1",
  // An IPv4 address inside an IPv6 one leads to the same machine.
  "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:a9fe:a9fe", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2002:c0a8:101::", "::127.0.0.1",
  "2001:0:7f00:1::", "2001:0:808:808:0:0:80ff:fffe",
];

describe("where credentials may travel", () => {
  test.each(NOT_PUBLIC)("%s is not public", (address) => {
    expect(isPublicAddress(address)).toBe(false);
    expect(refused(`https://${address.includes(":") ? `[${address}]` : address}/scim/v2`)).toBe(true);
  });

  test.each(["8.8.8.8", "1.1.1.1", "172.15.0.1", "172.32.0.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])("%s is public", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  test.each(["", "example.com", "999.1.1.1"])("what is no address (%j) is not public", (text) => {
    expect(isPublicAddress(text)).toBe(false);
  });

  test.each(["https://2130706433/", "https://0x7f000001/", "https://0177.0.0.1/", "https://127.1/", "https://[::ffff:7f00:1]/"])(
    "the loopback address in disguise is refused: %s",
    (url) => {
      expect(refused(url)).toBe(true);
    },
  );

  test.each(["https://localhost/", "https://LOCALHOST./", "https://app.localhost/", "http://example.com/", "ftp://example.com/", "https://user:pw@example.com/"])(
    "%s is refused without a look-up",
    (url) => {
      expect(refused(url)).toBe(true);
    },
  );

  test("an operator's consent opens http and private addresses, and nothing else", () => {
    expect(refused("http://127.0.0.1:4001/", true)).toBe(false);
    expect(refused("https://10.0.0.1/", true)).toBe(false);
    expect(refused("ftp://127.0.0.1/", true)).toBe(true);
    expect(refused("http://user:pw@127.0.0.1/", true)).toBe(true);
  });

  test("a name is refused when one of its addresses is private, also for a caller that asks for all", async () => {
    for (const all of [true, false]) {
      const error = await new Promise<Error | null>((resolve) => lookupPublic("localhost", { all }, resolve));
      expect(error?.message).toContain("does not lead to a public address");
    }
  });
});
