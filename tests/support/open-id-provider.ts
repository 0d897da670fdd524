/** OpenID providers for tests: a real one (oidc-provider) that signs in whom it is told to, and one that lies. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type JWTPayload } from "jose";
import Provider from "oidc-provider";

export interface OpenIdPerson {
  readonly sub: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly name?: string;
}

export interface OpenIdProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Whom it signs in from now on. */
  be: (person: OpenIdPerson) => void;
  close: () => Promise<void>;
}

const CLIENT = { clientId: "lumos", clientSecret: "a-secret-of-the-test-provider" };

const listen = (server: Server): Promise<string> =>
  new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}`)));
const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.closeAllConnections();
    server.close(() => resolve());
  });

/** The real one. `redirectUris` is asked at each request, because a provider's address is known only once it is set up. */
export async function startOpenIdProvider(redirectUris: () => readonly string[]): Promise<OpenIdProvider> {
  let person: OpenIdPerson = { sub: "nobody" };
  let handle: (request: IncomingMessage, response: ServerResponse) => unknown = () => undefined;
  const server = createServer((request, response) => void handle(request, response));
  const issuer = await listen(server);
  const provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT.clientId, client_secret: CLIENT.clientSecret, redirect_uris: ["http://127.0.0.1/unused"], grant_types: ["authorization_code"], response_types: ["code"], token_endpoint_auth_method: "client_secret_post" }],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ ...person, sub }) }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    cookies: { keys: ["only for tests"] },
    pkce: { required: () => true },
  });
  // Nobody knows the product's address before its provider is made, so the client takes what the test names.
  provider.Client.prototype.redirectUriAllowed = (uri: string) => redirectUris().includes(uri);
  const callback = provider.callback();
  handle = async (request, response) => {
    if (request.url?.startsWith("/interaction/") !== true) return callback(request, response);
    const { params } = await provider.interactionDetails(request, response);
    const grant = new provider.Grant({ accountId: person.sub, clientId: String(params["client_id"]) });
    grant.addOIDCScope("openid email profile");
    await provider.interactionFinished(request, response, { login: { accountId: person.sub }, consent: { grantId: await grant.save() } });
  };
  return { issuer, ...CLIENT, be: (next) => (person = next), close: () => closeServer(server) };
}

export interface Lies {
  readonly claims?: Partial<JWTPayload>;
  readonly algorithm?: "none" | "HS256";
  readonly isSignedByStranger?: boolean;
  readonly metadataIssuer?: string;
  /** The `iss` of the answer (RFC 9207). */
  readonly answerIssuer?: string;
  readonly answerState?: string;
}

/** One that follows the protocol but for the lies it is told to tell. */
export async function startLyingProvider(): Promise<OpenIdProvider & { lie: (lies: Lies) => void }> {
  let lies: Lies = {};
  let person: OpenIdPerson = { sub: "nobody" };
  const nonces = new Map<string, string>();
  const { privateKey, publicKey } = await generateKeyPair("RS256");
  const stranger = await generateKeyPair("RS256");
  const jwk = { ...(await exportJWK(publicKey)), kid: "key", alg: "RS256", use: "sig" };
  const server = createServer((request, response) => void answer(request, response));
  const issuer = await listen(server);

  async function idToken(nonce: string): Promise<string> {
    const now = Math.floor(Date.now() / 1_000);
    const claims = { iss: issuer, aud: CLIENT.clientId, iat: now, exp: now + 300, nonce, ...person, ...lies.claims };
    if (lies.algorithm === "none") return new UnsecuredJWT(claims).encode();
    if (lies.algorithm === "HS256") return new SignJWT(claims).setProtectedHeader({ alg: "HS256" }).sign(new TextEncoder().encode(CLIENT.clientSecret.padEnd(32, "-")));
    return new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: "key" }).sign(lies.isSignedByStranger === true ? stranger.privateKey : privateKey);
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", issuer);
    const json = (body: unknown): void => void response.setHeader("content-type", "application/json").end(JSON.stringify(body));
    if (url.pathname === "/jwks") return json({ keys: [jwk] });
    if (url.pathname === "/.well-known/openid-configuration")
      return json({
        issuer: lies.metadataIssuer ?? issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/jwks`,
        response_types_supported: ["code"], subject_types_supported: ["public"], id_token_signing_alg_values_supported: ["RS256"], authorization_response_iss_parameter_supported: true,
      });
    if (url.pathname === "/auth") {
      const code = crypto.randomUUID();
      nonces.set(code, url.searchParams.get("nonce") ?? "");
      const back = new URL(url.searchParams.get("redirect_uri") ?? "");
      back.search = new URLSearchParams({ code, state: lies.answerState ?? url.searchParams.get("state") ?? "", iss: lies.answerIssuer ?? issuer }).toString();
      return void response.writeHead(302, { location: back.href }).end();
    }
    let body = "";
    for await (const chunk of request) body += String(chunk);
    const nonce = nonces.get(new URLSearchParams(body).get("code") ?? "") ?? "";
    json({ access_token: "opaque", token_type: "Bearer", expires_in: 300, id_token: await idToken(nonce) });
  }

  return { issuer, ...CLIENT, be: (next) => (person = next), lie: (next) => (lies = next), close: () => closeServer(server) };
}
