import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { inOrganization } from "@/lib/db/in-organization";
import { listActivity } from "@/lib/use-cases/activity/list-activity";
import { callApi, downloadFromApi } from "../../support/call-api";
import { account, givenSource, runEngine } from "../../support/engine";
import { givenOrganization } from "../../support/given";

async function given() {
  const organization = await givenOrganization();
  const { organizationId, sessionToken: session } = organization;
  const okta = await givenSource(organizationId, "Okta");
  const hr = await givenSource(organizationId, "HR");
  const call = (method: string, path: string, json?: unknown) => callApi(method, path === "" ? "source-of-truth" : `source-of-truth/${path}`, { session, ...(json !== undefined && { json }) });
  return { ...organization, okta, hr, call };
}

describe("saving a whole policy", () => {
  it("answers every setting, and keeps what a later save leaves out", async () => {
    const { okta, hr, call } = await given();
    expect((await call("GET", "")).body).toMatchObject({ version: 0, statusPolicy: "first-listed", walksUntilMissing: 2, datesDecide: true, timeZone: "UTC", limits: { absenceMax: 25 } });
    const settings = {
      fieldOrders: { manager: { integrationIds: [hr], fallback: false, blankIsEmpty: [hr] } },
      customFields: [{ key: "badge", label: "Badge", type: "text", from: [{ integrationId: okta, attribute: "profile.badge" }] }],
      statusPolicy: "most-restrictive",
      statusMaps: { [okta]: { furlough: "SUSPENDED" } },
      matching: { keys: ["email", "employee-number"], foldPlusTags: true },
      walksUntilMissing: 3,
      datesDecide: false,
      timeZone: "Asia/Kolkata",
    };
    const source = { integrationId: okta, role: "match-only", status: "may-only-restrict", isEnabled: false, filter: { effect: "exclude", match: "all", conditions: [{ field: "department", operator: "is", value: "Bots" }] } };
    const saved = await call("PUT", "", { version: 0, userSources: [source], ...settings, limits: { absenceMax: 3 } });
    expect(saved).toMatchObject({ status: 200, body: { version: 1, appliedRunId: null, ...settings, limits: { absenceMax: 3, explicitMin: 5 }, userSources: [{ ...source, rank: 1, name: "Okta", people: 0 }] } });
    const again = await call("PUT", "", { version: 1, userSources: [{ integrationId: hr }, { integrationId: okta }] });
    expect(again).toMatchObject({ status: 200, body: { version: 2, ...settings, limits: { absenceMax: 3 }, userSources: [{ integrationId: hr, role: "create", filter: null, isEnabled: true }, source] } });
  });

  it("takes no integration of another Organization anywhere, and names the place", async () => {
    const { okta, call } = await given();
    const { okta: foreign } = await given();
    const attempts: [string, object][] = [
      ["userSources.1.integrationId", { userSources: [{ integrationId: okta }, { integrationId: foreign }] }],
      ["fieldOrders.title.integrationIds.0", { fieldOrders: { title: { integrationIds: [foreign] } } }],
      ["fieldOrders.title.blankIsEmpty.0", { fieldOrders: { title: { integrationIds: [], blankIsEmpty: [foreign] } } }],
      ["customFields.0.from.0.integrationId", { customFields: [{ key: "a", label: "A", from: [{ integrationId: foreign, attribute: "a" }] }] }],
      [`statusMaps.${foreign}`, { statusMaps: { [foreign]: { gone: "ARCHIVED" } } }],
    ];
    for (const [path, change] of attempts) {
      for (const [method, operation] of [["PUT", ""], ["POST", "preview"]] as const) {
        const answer = await call(method, operation, { version: 0, userSources: [], ...change });
        expect(answer).toMatchObject({ status: 400, body: { code: "invalid_input" } });
        expect(Object.keys(answer.body["fields"] as object)).toEqual([path]);
      }
    }
  });

  it("versions also what changes nobody, and the activity says in words what changed", async () => {
    const { admin, okta, call } = await given();
    await call("PUT", "", { version: 0, userSources: [{ integrationId: okta }] });
    await call("PUT", "", { version: 1, userSources: [{ integrationId: okta, isEnabled: false }] });
    expect(await call("PUT", "", { version: 2, userSources: [{ integrationId: okta }] })).toMatchObject({ status: 200, body: { version: 3 } });
    const details = (await listActivity(admin, { action: "source_of_truth.saved" })).items.map(({ detail }) => detail["differences"]);
    expect(details).toEqual([[], ["Okta has no say any more, and keeps its place."], ["Okta joins the User Sources at place 1."]]);
  });
});

describe("versions", () => {
  it("are read, compared and restored; the ones in between stay", async () => {
    const { admin, okta, hr, call } = await given();
    await call("PUT", "", { version: 0, userSources: [{ integrationId: okta, isEnabled: false }], timeZone: "Europe/Berlin" });
    await call("PUT", "", { version: 1, userSources: [{ integrationId: hr }], timeZone: "UTC" });
    expect((await call("GET", "versions/1")).body).toMatchObject({ version: 1, savedBy: { id: admin.userId }, appliedAt: null, policy: { timeZone: "Europe/Berlin", userSources: [{ isEnabled: false }] }, names: { [okta]: "Okta" } });
    const wordsOf = async (path: string) => ((await call("GET", path)).body["differences"] as { words: string }[]).map(({ words }) => words);
    expect(await wordsOf("versions/2/diff")).toEqual(["Okta leaves the User Sources.", "HR joins the User Sources at place 1.", "People without a time zone of their own are in UTC."]);
    expect(await wordsOf("versions/1/diff?with=2")).toEqual(["HR leaves the User Sources.", "Okta joins the User Sources at place 1; disabled.", "People without a time zone of their own are in Europe/Berlin."]);
    expect(await wordsOf("versions/1/diff")).toEqual(await wordsOf("versions/1/diff?with=0"));
    expect(await call("POST", "versions/1/restore", { version: 1 })).toMatchObject({ status: 409 });
    expect(await call("POST", "versions/1/restore", { version: 2 })).toMatchObject({ status: 200, body: { version: 3, timeZone: "Europe/Berlin", userSources: [{ integrationId: okta, isEnabled: false }] } });
    expect(await wordsOf("versions/3/diff?with=1")).toEqual([]);
    expect((await call("GET", "versions")).body["items"]).toHaveLength(3);
    expect((await listActivity(admin, { action: "source_of_truth.saved" })).items[0]?.detail).toMatchObject({ version: 3, restoredVersion: 1 });
    for (const path of ["versions/9", "versions/9/diff", "versions/1/diff?with=9"]) expect(await call("GET", path)).toMatchObject({ status: 404 });
    expect(await call("POST", "versions/9/restore", { version: 3 })).toMatchObject({ status: 404 });
    expect(await call("GET", "versions/0")).toMatchObject({ status: 400 });
  });

  it("restore with the token of a preview of the old policy, and are applied at once", async () => {
    const { okta, call } = await given();
    await call("PUT", "", { version: 0, userSources: [{ integrationId: okta }] });
    await call("PUT", "", { version: 1, userSources: [] });
    const { policy } = (await call("GET", "versions/1")).body as { policy: object };
    const preview = await call("POST", "preview", { version: 2, ...policy });
    expect(preview).toMatchObject({ status: 200, body: { baseVersion: 2 } });
    const restored = await call("POST", "versions/1/restore", { version: 2, previewToken: preview.body["token"] });
    expect(restored).toMatchObject({ status: 200, body: { version: 3, appliedRunId: expect.any(String) as string } });
  });

  it("are shut to other Organizations and to employees", async () => {
    const { okta, call } = await given();
    await call("PUT", "", { version: 0, userSources: [{ integrationId: okta }] });
    const foreign = await given();
    expect(await foreign.call("GET", "versions/1")).toMatchObject({ status: 404 });
    await inOrganization(foreign.organizationId, ({ db, organizationId }) => db.user.updateMany({ where: { organizationId }, data: { role: "USER" } }));
    const attempts = [
      ["GET", "", undefined], ["GET", "versions/1", undefined], ["GET", "versions/1/diff", undefined], ["POST", "preview", { version: 0, userSources: [] }], ["POST", "versions/1/restore", { version: 0 }],
      ["PUT", "export", { version: 0, yaml: "userSources: []" }], ["POST", "export/read", { yaml: "userSources: []" }], ["POST", "filter-count", { integrationId: foreign.okta, filter: null }],
      ["POST", "removal-count", { integrationId: foreign.okta, remaining: [] }], ["GET", `previews/${okta}/changes`, undefined], ["GET", `previews/${okta}/csv`, undefined], ["GET", "export", undefined],
    ] as const;
    for (const [method, path, json] of attempts) expect({ path, ...(await foreign.call(method, path, json)) }).toMatchObject({ path, status: 403 });
  });
});

describe("the policy as a file", () => {
  const whole = (okta: string, hr: string) => ({
    userSources: [{ integrationId: hr, status: "may-only-restrict" }, { integrationId: okta, isEnabled: false }],
    fieldOrders: { title: { integrationIds: [okta, hr], blankIsEmpty: [okta] } },
    customFields: [{ key: "badge", label: "Badge", from: [{ integrationId: okta, attribute: "badge" }] }],
    statusMaps: { [okta]: { furlough: "SUSPENDED" } },
    limits: { absenceMax: 4 },
    timeZone: "Europe/Berlin",
  });

  it("is read by people, and read back to the same policy", async () => {
    const { okta, hr, call, sessionToken, name } = await given();
    await call("PUT", "", { version: 0, ...whole(okta, hr) });
    const file = await downloadFromApi("source-of-truth/export", { session: sessionToken });
    expect(file.status).toBe(200);
    expect(file.headers.get("content-type")).toMatch(/^application\/yaml/);
    expect(file.text).toContain(`# Source of Truth of ${name}, version 1`);
    expect(file.text).toContain(`- integrationId: ${hr} # HR`);
    await call("PUT", "", { version: 1, userSources: [], fieldOrders: {}, customFields: [], statusMaps: {}, timeZone: "UTC" });
    const { body } = await call("POST", "export/read", { yaml: file.text });
    expect(body).toMatchObject({ baseVersion: 2, policy: { timeZone: "Europe/Berlin" } });
    expect(await call("PUT", "export", { version: 1, yaml: file.text })).toMatchObject({ status: 409 });
    expect(await call("PUT", "export", { version: 2, yaml: file.text })).toMatchObject({ status: 200, body: { version: 3 } });
    expect((await call("GET", "versions/3/diff?with=1")).body["differences"]).toEqual([]);
  });

  it("goes to another Organization, where integrations of the same names take its places", async () => {
    const here = await given();
    const there = await given();
    await here.call("PUT", "", { version: 0, ...whole(here.okta, here.hr) });
    const { text } = await downloadFromApi("source-of-truth/export", { session: here.sessionToken });
    const { status, body } = await there.call("PUT", "export", { version: 0, yaml: text });
    expect(status).toBe(200);
    expect(body).toMatchObject({ userSources: [{ integrationId: there.hr }, { integrationId: there.okta, isEnabled: false }], statusMaps: { [there.okta]: { furlough: "SUSPENDED" } }, fieldOrders: { title: { integrationIds: [there.okta, there.hr] } } });
    expect(JSON.stringify(body)).not.toContain(here.okta);
  });

  it("may name integrations by hand, and says where a name is unknown or meant for two", async () => {
    const { organizationId, hr, call } = await given();
    await givenSource(organizationId, "Okta");
    expect(await call("PUT", "export", { version: 0, yaml: stringify({ userSources: [{ integrationId: "HR" }] }) })).toMatchObject({ status: 200, body: { userSources: [{ integrationId: hr }] } });
    const refused = async (content: object) => (await call("PUT", "export", { version: 1, yaml: stringify(content) })).body["fields"];
    expect(await refused({ userSources: [{ integrationId: "HR" }, { integrationId: "Okta" }], statusMaps: { Nobody: {} }, fieldOrders: { title: { integrationIds: ["Nowhere"] } } })).toEqual({
      "userSources.1.integrationId": expect.stringContaining("Several") as string,
      "statusMaps.Nobody": expect.stringContaining("no integration") as string,
      "fieldOrders.title.integrationIds.0": expect.stringContaining("no integration") as string,
    });
  });

  it("is refused whole, with the place, for what it cannot mean", async () => {
    const { call } = await given();
    const fieldsOf = async (yaml: string) => (await call("PUT", "export", { version: 0, yaml })).body["fields"] as Record<string, string>;
    expect(Object.keys(await fieldsOf("userSources: []\nwalksUntilMising: 3"))).toEqual(["walksUntilMising"]);
    expect(Object.keys(await fieldsOf("userSources: []\nlimits:\n  absenceMaximum: 3"))).toEqual(["limits.absenceMaximum"]);
    expect(Object.keys(await fieldsOf("userSources: []\ntimeZone: Mars/Olympus"))).toEqual(["timeZone"]);
    expect((await fieldsOf("userSources: []\nlimits: {absenceMax: 1\nx: ]"))["yaml"]).toMatch(/^Line \d/);
    for (const yaml of ["", "- a", "just words", "userSources: []\na: &x [1]\nb: *x", "userSources: []\nuserSources: []", "!!js/function 'x'"]) expect(Object.keys(await fieldsOf(yaml))).not.toEqual([]);
    expect((await call("GET", "")).body).toMatchObject({ version: 0 });
  });
});

describe("what the editors of filters and maps count", () => {
  async function givenPeople() {
    const organization = await given();
    const { organizationId, okta, hr } = organization;
    await organization.call("PUT", "", { version: 0, userSources: [{ integrationId: okta }, { integrationId: hr }], statusMaps: { [okta]: { Furlough: "SUSPENDED" } } });
    const someone = (id: string, department: string, rawStatus: string, kind: "HUMAN" | "SERVICE" = "HUMAN") =>
      account(id, { email: `${id}@acme.test`, givenName: id, department }, { kind, rawStatus, status: rawStatus === "ACTIVE" ? "ACTIVE" : "UNKNOWN" });
    await runEngine(organizationId, {
      walks: [
        { integrationId: okta, accounts: [someone("ada", "Sales", "ACTIVE"), someone("bo", "sales", "furlough"), someone("cy", "Legal", "weird"), someone("bot", "Sales", "ACTIVE", "SERVICE")] },
        { integrationId: hr, accounts: [someone("ada", "Sales", "ACTIVE")] },
      ],
    });
    return organization;
  }

  it("divides the people of a source by a filter, service accounts aside and in any letter case", async () => {
    const { okta, call } = await givenPeople();
    const filter = { effect: "include", conditions: [{ field: "department", operator: "is", value: "SALES" }] };
    expect((await call("POST", "filter-count", { integrationId: okta, filter })).body).toEqual({ included: 2, excluded: 1, sample: { included: ["ada", "bo"], excluded: ["cy"] } });
    expect((await call("POST", "filter-count", { integrationId: okta, filter: { ...filter, effect: "exclude" } })).body).toMatchObject({ included: 1, excluded: 2 });
    expect((await call("POST", "filter-count", { integrationId: okta, filter: null })).body).toMatchObject({ included: 3, excluded: 0 });
    const foreign = await given();
    expect(await foreign.call("POST", "filter-count", { integrationId: okta, filter: null })).toMatchObject({ status: 404 });
  });

  it("says what becomes of the people of a source that is taken out", async () => {
    const { okta, hr, call } = await givenPeople();
    expect((await call("POST", "removal-count", { integrationId: okta, remaining: [hr] })).body).toEqual({ people: 3, elsewhere: 1, nowhere: 2 });
    expect((await call("POST", "removal-count", { integrationId: okta, remaining: [] })).body).toEqual({ people: 3, elsewhere: 0, nowhere: 3 });
  });

  it("lists every status word with its meaning, and which nobody knows", async () => {
    const { okta, sessionToken } = await givenPeople();
    const { items } = (await callApi("GET", `integrations/${okta}/status-words`, { session: sessionToken })).body as { items: { raw: string }[] };
    const word = (raw: string) => items.find((item) => item.raw.toLowerCase() === raw);
    expect(word("active")).toMatchObject({ count: 1, status: "ACTIVE", connectorStatus: "ACTIVE", isKnown: true });
    expect(word("furlough")).toMatchObject({ count: 1, status: "SUSPENDED", connectorStatus: null, isKnown: true });
    expect(word("weird")).toMatchObject({ count: 1, status: "UNKNOWN", connectorStatus: null, isKnown: false });
    expect(new Set(items.map(({ raw }) => raw.toLowerCase())).size).toBe(items.length);
    const foreign = await given();
    expect(await callApi("GET", `integrations/${okta}/status-words`, { session: foreign.sessionToken })).toMatchObject({ status: 404 });
  });
});
