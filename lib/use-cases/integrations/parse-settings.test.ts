import { describe, expect, it } from "vitest";
import { getConnector, mergeSettings } from "./parse-settings";

const stored = (connector: string, config: Record<string, unknown>, secrets: Record<string, string>) => ({
  connector: getConnector(connector),
  settings: { config: getConnector(connector).config.parse(config), secrets },
});

const OAUTH = stored(
  "http-json",
  { url: "https://api.acme.test/people", auth: "oauth2", tokenUrl: "https://login.acme.test/token", clientId: "lumos" },
  { clientSecret: "s3cr3t" },
);
const LDAP = stored("ldap", { host: "dc.acme.test", baseDn: "dc=acme,dc=test", bindName: "cn=reader" }, { bindPassword: "s3cr3t" });

describe("stored secrets", () => {
  it("go along with other settings of the same source", () => {
    expect(mergeSettings(OAUTH.connector, OAUTH.settings, { config: { url: "https://api.acme.test/v2/people", tokenUrl: "https://login.acme.test/v2/token" } })).toMatchObject({ isOtherOrigin: false, secrets: { clientSecret: "s3cr3t" } });
    expect(mergeSettings(LDAP.connector, LDAP.settings, { config: { baseDn: "ou=people,dc=acme,dc=test" } })).toMatchObject({ isOtherOrigin: false, secrets: { bindPassword: "s3cr3t" } });
  });

  it.each([
    ["the list", { url: "https://evil.test/people" }],
    ["the place where tokens are given", { tokenUrl: "https://evil.test/token" }],
    ["the place where tokens are given, taken away", { tokenUrl: "" }],
  ])("are sent to no other address of %s", (_, config) => {
    expect(mergeSettings(OAUTH.connector, OAUTH.settings, { config })).toMatchObject({ isOtherOrigin: true, secrets: {} });
    expect(mergeSettings(OAUTH.connector, OAUTH.settings, { config, secrets: { clientSecret: "another" } }).secrets).toEqual({ clientSecret: "another" });
  });

  it.each([{ host: "evil.test" }, { port: "1636" }])("are sent to no other server of a connection that is no HTTP: %o", (config) => {
    expect(() => mergeSettings(LDAP.connector, LDAP.settings, { config })).toThrow("stored credentials are sent to no other one");
  });
});
