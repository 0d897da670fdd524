import { describe, expect, it } from "vitest";
import type { PersonActor } from "@/lib/core/access/actor";
import { AccountId } from "@/lib/core/ids";
import { getAccount } from "@/lib/use-cases/accounts/get-account";
import { listAccounts } from "@/lib/use-cases/accounts/list-accounts";
import { listConnectors } from "@/lib/use-cases/connectors/list-connectors";
import { createIntegration } from "@/lib/use-cases/integrations/create-integration";
import { disconnectIntegration } from "@/lib/use-cases/integrations/disconnect-integration";
import { getIntegration } from "@/lib/use-cases/integrations/get-integration";
import { listIntegrations } from "@/lib/use-cases/integrations/list-integrations";
import { openIntegration } from "@/lib/use-cases/integrations/open-integration";
import { previewUpload } from "@/lib/use-cases/integrations/preview-upload";
import { reconnectIntegration } from "@/lib/use-cases/integrations/reconnect-integration";
import { syncIntegration } from "@/lib/use-cases/integrations/sync-integration";
import { testIntegration } from "@/lib/use-cases/integrations/test-integration";
import { updateIntegration } from "@/lib/use-cases/integrations/update-integration";
import { uploadFile } from "@/lib/use-cases/integrations/upload-file";
import { getSourceOfTruth } from "@/lib/use-cases/source-of-truth/get-source-of-truth";
import { listSourceOfTruthVersions } from "@/lib/use-cases/source-of-truth/list-source-of-truth-versions";
import { saveSourceOfTruth } from "@/lib/use-cases/source-of-truth/save-source-of-truth";
import { syncSourceOfTruth } from "@/lib/use-cases/source-of-truth/sync-source-of-truth";
import { getUser } from "@/lib/use-cases/users/get-user";
import { listUserHistory } from "@/lib/use-cases/users/list-user-history";
import { listUsers } from "@/lib/use-cases/users/list-users";
import { summarizeUsers } from "@/lib/use-cases/users/summarize-users";
import { account, givenPolicy, runEngine } from "../../support/engine";
import { givenOrganization, givenUser } from "../../support/given";
import { givenIntegration, givenUserSources, refusalOf } from "../../support/given-integrations";

const FILE = "E-mail\nann@acme.test";

/** An Organization with one of everything. */
async function givenEverything() {
  const { admin, organizationId } = await givenOrganization();
  const id = await givenIntegration(admin, { connector: "csv" });
  await givenUserSources(admin, [id]);
  await runEngine(organizationId, { walks: [{ integrationId: id, accounts: [account("1", { email: "ann@acme.test", givenName: "Ann" })] }] });
  const [found] = (await listAccounts(admin, {})).items;
  if (found?.user == null) throw new Error("The account made no User.");
  return { admin, organizationId, id, accountId: AccountId.parse(found.id), userId: found.user.id };
}

describe("an Admin of another Organization", () => {
  it("finds nothing by its id, in any operation", async () => {
    const { id, accountId, userId } = await givenEverything();
    const { admin: stranger, organizationId } = await givenOrganization();
    const attempts: [string, () => Promise<unknown>][] = [
      ["get", () => getIntegration(stranger, { id })],
      ["rename", () => updateIntegration(stranger, { id, name: "Mine" })],
      ["update", () => updateIntegration(stranger, { id, config: {} })],
      ["test", () => testIntegration(stranger, { connector: "csv", integrationId: id })],
      ["reconnect", () => reconnectIntegration(stranger, { id })],
      ["disconnect", () => disconnectIntegration(stranger, { id })],
      ["sync", () => syncIntegration(stranger, { id })],
      ["preview", () => previewUpload(stranger, { id, file: FILE })],
      ["upload", () => uploadFile(stranger, { id, file: FILE })],
      ["open", () => openIntegration(organizationId, id)],
      ["user", () => getUser(stranger, { id: userId })],
      ["history", () => listUserHistory(stranger, { id: userId })],
      ["account", () => getAccount(stranger, { id: accountId })],
    ];
    for (const [name, attempt] of attempts) expect([name, (await refusalOf(attempt())).code]).toEqual([name, "not_found"]);
  });

  it("sees nothing of it in lists, also when filtering by its ids", async () => {
    const { id, userId } = await givenEverything();
    const { admin: stranger, organizationId } = await givenOrganization();
    const lists = [
      await listIntegrations(stranger, {}),
      await listAccounts(stranger, {}),
      await listAccounts(stranger, { integrationId: id }),
      await listAccounts(stranger, { userId }),
      await listUsers(stranger, { integrationId: id }),
      await listSourceOfTruthVersions(stranger, {}),
    ];
    for (const { items } of lists) expect(items).toEqual([]);
    // Even a policy that names a foreign integration shows nothing of it.
    await givenPolicy(organizationId, [id]);
    expect((await getSourceOfTruth(stranger, {})).userSources).toEqual([]);
  });
});

describe("a User without the role of Admin", () => {
  it("may do none of it", async () => {
    const { admin, organizationId, id, accountId, userId } = await givenEverything();
    const employee = await givenUser(organizationId);
    const actor: PersonActor = { ...admin, userId: employee.userId, role: "USER" };
    const attempts: [string, () => Promise<unknown>][] = [
      ["connectors", () => listConnectors(actor, {})],
      ["list", () => listIntegrations(actor, {})],
      ["create", () => createIntegration(actor, { connector: "csv", name: "Mine" })],
      ["get", () => getIntegration(actor, { id })],
      ["rename", () => updateIntegration(actor, { id, name: "Mine" })],
      ["test", () => testIntegration(actor, { connector: "csv" })],
      ["reconnect", () => reconnectIntegration(actor, { id })],
      ["disconnect", () => disconnectIntegration(actor, { id })],
      ["sync", () => syncIntegration(actor, { id })],
      ["preview", () => previewUpload(actor, { id, file: FILE })],
      ["upload", () => uploadFile(actor, { id, file: FILE })],
      ["source of truth", () => getSourceOfTruth(actor, {})],
      ["save", () => saveSourceOfTruth(actor, { version: 1, userSources: [] })],
      ["sync all", () => syncSourceOfTruth(actor, {})],
      ["versions", () => listSourceOfTruthVersions(actor, {})],
      ["users", () => listUsers(actor, {})],
      ["summary", () => summarizeUsers(actor, {})],
      ["user", () => getUser(actor, { id: userId })],
      ["history", () => listUserHistory(actor, { id: userId })],
      ["accounts", () => listAccounts(actor, {})],
      ["account", () => getAccount(actor, { id: accountId })],
    ];
    for (const [name, attempt] of attempts) expect([name, (await refusalOf(attempt())).code]).toEqual([name, "forbidden"]);
    expect(await getIntegration(admin, { id })).toMatchObject({ name: "csv", state: "connected" });
  });
});
