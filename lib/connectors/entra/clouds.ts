interface Cloud {
  readonly login: string;
  readonly graph: string;
}

/** Microsoft's clouds are apart from each other: an account of one is unknown in the others. */
export const CLOUDS = {
  Global: { login: "https://login.microsoftonline.com", graph: "https://graph.microsoft.com" },
  "US Government L4": { login: "https://login.microsoftonline.us", graph: "https://graph.microsoft.us" },
  "US Government L5 (DoD)": { login: "https://login.microsoftonline.us", graph: "https://dod-graph.microsoft.us" },
  "China (21Vianet)": { login: "https://login.partner.microsoftonline.cn", graph: "https://microsoftgraph.chinacloudapi.cn" },
} as const satisfies Record<string, Cloud>;
