// Real servers that connectors are tested against, from Debian's packages: each in a folder of its own, on loopback only.
import { spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { findPrograms } from "./on-this-machine.mjs";
import { findFreePort, startPostgres } from "./postgres.mjs";
import { run, stopProcess } from "./processes.mjs";
import { lastLines, Refusal } from "./report.mjs";

const STARTED_WITHIN_MS = 30_000;

/** Installs whatever one of the servers below needs, so that no test waits for it. */
export async function installPeers() {
  await findPrograms("The tests of the LDAP connector", ["slapd", "openssl"], "slapd openssl");
  await findPrograms("The tests of the LDAP connector with Active Directory", ["samba", "samba-tool"], "samba samba-ad-provision samba-dsdb-modules winbind");
  await findPrograms("The tests of the SQL connector", ["mariadbd", "mariadb-install-db"], "mariadb-server");
}

async function mustRun(name, command, args, options) {
  const result = await run(command, args, options);
  if (result.code !== 0) throw new Refusal(`${name} failed:\n${lastLines(result.output)}`);
}

function answers(host, port) {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port });
    socket.setTimeout(1_000, () => socket.destroy());
    socket.once("connect", () => socket.destroy() && resolve(true));
    socket.once("close", () => resolve(false));
    socket.once("error", () => undefined);
  });
}

/** Runs a server until it is stopped; ready once it accepts connections. */
async function serve(name, folder, { command, args, host, port }) {
  const log = path.join(folder, "server.log");
  const output = fs.openSync(log, "a");
  const child = spawn(command, args, { cwd: folder, detached: true, stdio: ["ignore", output, output] });
  let ended = false;
  child.once("exit", () => (ended = true));
  child.once("error", () => (ended = true));
  const stop = async ({ keepFolder = false } = {}) => {
    if (!ended && child.pid !== undefined) await stopProcess(-child.pid, { timeoutMs: 5_000 });
    fs.closeSync(output);
    if (!keepFolder) fs.rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };
  for (const until = Date.now() + STARTED_WITHIN_MS; !(await answers(host, port)); ) {
    if (ended || Date.now() > until) {
      await stop({ keepFolder: true });
      throw new Refusal(`${name} did not start:\n${lastLines(fs.readFileSync(log, "utf8"))}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return stop;
}

function makeFolder(name) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `lumos-${name}-`));
  fs.chmodSync(folder, 0o755);
  return folder;
}

/** A certificate for an address, signed by itself, so that it is its own authority. */
async function makeCertificate(folder, address) {
  const [openssl] = await findPrograms("Tests with encryption", ["openssl"], "openssl");
  const [key, certificate] = [path.join(folder, "key.pem"), path.join(folder, "certificate.pem")];
  const kind = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30", "-subj", "/CN=test"];
  await mustRun("openssl", openssl, [...kind, "-addext", `subjectAltName=IP:${address},DNS:localhost`, "-keyout", key, "-out", certificate]);
  return { key, certificate, pem: fs.readFileSync(certificate, "utf8") };
}

/**
 * OpenLDAP with its limits set as low as a careful company's; `ldif` is loaded first, and `cn=config` may be changed.
 * @returns {Promise<{ port: number, tlsPort: number, certificate: string, stop: () => Promise<void> }>}
 */
export async function startSlapd({ suffix, ldif, access }) {
  const [installed] = await findPrograms("The tests of the LDAP connector", ["slapd"], "slapd openssl");
  const folder = makeFolder("slapd");
  const { key, certificate, pem } = await makeCertificate(folder, "127.0.0.1");
  // A copy is not bound by the profile that confines the installed one to its own folders.
  const slapd = path.join(folder, "slapd");
  fs.copyFileSync(installed, slapd);
  fs.mkdirSync(path.join(folder, "data"));
  const configuration = path.join(folder, "slapd.conf");
  const schemas = ["core", "cosine", "inetorgperson", "nis"].map((name) => `include /etc/ldap/schema/${name}.schema`);
  fs.writeFileSync(
    configuration,
    [
      ...schemas,
      "modulepath /usr/lib/ldap", "moduleload back_mdb", "moduleload ppolicy",
      `TLSCertificateFile ${certificate}`, `TLSCertificateKeyFile ${key}`,
      "database config", "rootpw config",
      "database mdb", `suffix "${suffix}"`, `rootdn "cn=admin,${suffix}"`, "rootpw admin", `directory ${path.join(folder, "data")}`, "maxsize 1073741824",
      "index objectClass,entryUUID,entryCSN,modifyTimestamp eq", "overlay ppolicy",
      "limits * size.soft=500 size.hard=500 size.pr=1000 size.prtotal=unlimited",
      ...access.map((rule) => `access ${rule}`),
      "",
    ].join("\n"),
  );
  const people = path.join(folder, "people.ldif");
  fs.writeFileSync(people, ldif);
  await mustRun("slapadd", slapd, ["-Tadd", "-q", "-f", configuration, "-l", people]);
  const [port, tlsPort] = [await findFreePort(), await findFreePort()];
  const args = ["-d", "0", "-f", configuration, "-h", `ldap://127.0.0.1:${port} ldaps://127.0.0.1:${tlsPort}`];
  const stop = await serve("slapd", folder, { command: slapd, args, host: "127.0.0.1", port });
  return { port, tlsPort, certificate: pem, stop };
}

/**
 * A domain controller of Samba, on the usual ports of a loopback address of its own; needs root.
 * @returns {Promise<{ host: string, certificate: string, stop: () => Promise<void> }>}
 */
export async function startActiveDirectory({ password }) {
  if (process.getuid?.() !== 0) throw new Refusal("The tests with Active Directory start a domain controller on port 636, which needs root.");
  const [samba, tool] = await findPrograms("The tests with Active Directory", ["samba", "samba-tool"], "samba samba-ad-provision samba-dsdb-modules winbind");
  const folder = makeFolder("samba");
  const host = `127.${1 + Math.floor(Math.random() * 250)}.${Math.floor(Math.random() * 250)}.2`;
  const domain = ["--realm=ACME.TEST", "--domain=ACME", "--host-name=dc1", `--host-ip=${host}`];
  await mustRun("samba-tool", tool, ["domain", "provision", ...domain, "--server-role=dc", "--dns-backend=NONE", `--adminpass=${password}`, `--targetdir=${folder}`]);
  const { key, certificate, pem } = await makeCertificate(folder, host);
  fs.chmodSync(key, 0o600);
  const configuration = path.join(folder, "etc", "smb.conf");
  const own = {
    "server services": "ldap",
    "interfaces": `${host}/8`,
    "bind interfaces only": "yes",
    "log file": path.join(folder, "log.%m"),
    "tls keyfile": key,
    "tls certfile": certificate,
    "tls cafile": certificate,
  };
  const lines = fs.readFileSync(configuration, "utf8").split("\n").filter((line) => !Object.keys(own).includes(line.split("=")[0].trim()));
  const settings = Object.entries(own).map(([name, value]) => `\t${name} = ${value}`);
  fs.writeFileSync(configuration, lines.flatMap((line) => (line.trim() === "[global]" ? [line, ...settings] : [line])).join("\n"));
  const args = ["--foreground", "--no-process-group", "--model=single", `--configfile=${configuration}`];
  const stop = await serve("samba", folder, { command: samba, args, host, port: 636 });
  return { host, certificate: pem, stop };
}

/**
 * The embedded PostgreSQL with TLS, its owner's password being `password`.
 * @param {{ password: string }} options
 * @returns {Promise<{ port: number, url: string, certificate: string, stop: () => Promise<void> }>}
 */
export async function startPostgresWithTls({ password }) {
  const folder = makeFolder("postgres");
  const { key, certificate, pem } = await makeCertificate(folder, "127.0.0.1");
  const data = path.join(folder, "data");
  const server = await startPostgres({ folder: data, password, durable: false, settings: { shared_buffers: "32MB" } });
  const { uid, gid } = fs.statSync(data);
  for (const [from, name, mode] of [[certificate, "server.crt", 0o644], [key, "server.key", 0o600]]) {
    fs.copyFileSync(from, path.join(data, name));
    fs.chownSync(path.join(data, name), uid, gid);
    fs.chmodSync(path.join(data, name), mode);
  }
  const stop = async () => {
    await server.stop();
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };
  return { port: server.port, url: server.url("postgres"), certificate: pem, stop };
}

/**
 * MariaDB with TLS; `root` without a password may do everything.
 * @returns {Promise<{ port: number, certificate: string, stop: () => Promise<void> }>}
 */
export async function startMariaDb() {
  const [mariadbd, install] = await findPrograms("The tests of the SQL connector", ["mariadbd", "mariadb-install-db"], "mariadb-server");
  const folder = makeFolder("mariadb");
  const { key, certificate, pem } = await makeCertificate(folder, "127.0.0.1");
  const data = path.join(folder, "data");
  const user = process.getuid?.() === 0 ? ["--user=root"] : [];
  await mustRun("mariadb-install-db", install, ["--no-defaults", `--datadir=${data}`, "--auth-root-authentication-method=normal", "--skip-test-db", ...user]);
  const port = await findFreePort();
  const place = [`--datadir=${data}`, "--bind-address=127.0.0.1", `--port=${port}`, `--socket=${path.join(folder, "socket")}`, `--pid-file=${path.join(folder, "pid")}`];
  const args = ["--no-defaults", ...place, `--ssl-cert=${certificate}`, `--ssl-key=${key}`, "--innodb-flush-log-at-trx-commit=0", ...user];
  const stop = await serve("mariadbd", folder, { command: mariadbd, args, host: "127.0.0.1", port });
  return { port, certificate: pem, stop };
}
