import { defineConnector } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { withDatabase } from "@/lib/connectors/sql/database";
import { readChangedRows, readRow, readRows, readWatermark } from "@/lib/connectors/sql/rows";
import { sqlConfig, sqlSecrets } from "@/lib/connectors/sql/settings";
import { NO_STATUS, sqlStatusMap } from "@/lib/connectors/sql/status-map";
import { PROFILE_FIELDS } from "@/lib/core/accounts";

export const sql = defineConnector({
  manifest: {
    id: "sql",
    name: "SQL database",
    category: "file",
    summary: "Reads people with one query from PostgreSQL, MySQL or MariaDB, without a right to write.",
    provides: PROFILE_FIELDS,
    statusMap: sqlStatusMap,
    completeness: "PROVEN",
    reads: "socket",
    setupSteps: [
      "Create an account in the database that may select from the tables or the view with your people, and nothing else.",
      "Write one SELECT with a row for each person, and name its columns as the form says.",
      "Have the server's TLS certificate signed by a known authority, or have your authority's certificate at hand as PEM.",
      "Let this product's server reach the database, best a replica, and enter everything here.",
    ],
  },
  config: sqlConfig,
  secrets: sqlSecrets,
  authenticate: () => ({ headers: {} }),

  check: (context) =>
    withDatabase(context, async (database) => {
      const { config } = context;
      const page = await readRows(database, config, undefined);
      const total = page.total ?? page.accounts.length;
      const warnings: string[] = [];
      if (total === 0) warnings.push("The query gives no rows. Check it, and what the account may see.");
      if (page.quarantined.length > 0) warnings.push(`${String(page.quarantined.length)} of the first rows have no usable id in the column "${config.idColumn}", so nobody would ever be removed.`);
      if (page.accounts.length > 0 && page.accounts.every(({ profile }) => profile.email === undefined)) warnings.push("No row has an e-mail address. Name its column with AS email.");
      if (page.accounts.length > 0 && page.accounts.every(({ status }) => status === "UNKNOWN")) warnings.push("No word in the column status is known. Compare it with the list of words, and change it in the query.");
      const isActive = page.accounts[0]?.rawStatus === NO_STATUS ? " Without a column named status, everybody counts as active." : "";
      if (config.changedColumn !== undefined && total > 0 && (await readWatermark(database, config)) === undefined) warnings.push(`The column "${config.changedColumn}" is empty, so every sync reads all rows.`);
      return { summary: `Reached ${config.host}; the query lists ${total.toLocaleString("en")} people.${isActive}`, total, warnings };
    }),

  listAccounts: (context, cursor) => withDatabase(context, (database) => readRows(database, context.config, cursor)),

  changes: {
    query: "changed since",
    list: (context, since, cursor) =>
      withDatabase(context, async (database) => {
        if (since !== undefined) return readChangedRows(database, context.config, since, cursor);
        return { accounts: [], quarantined: [], watermark: await readWatermark(database, context.config) };
      }),
  },

  getAccount: (context, externalId) =>
    withDatabase(context, async (database) => {
      const { accounts, quarantined } = await readRow(database, context.config, externalId);
      if (accounts[0] !== undefined || quarantined.length === 0) return accounts[0];
      throw new ConnectorError("UNEXPECTED_RESPONSE", `${context.config.host} answered a row that cannot be understood. Nothing was changed.`);
    }),
});
