import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { escapeHtml } from "./escape-html";

const KEPT = 200;

interface Letter {
  readonly to: string;
  readonly at: Date;
  readonly text: string;
}

export interface FakeMail {
  readonly smtpUrl: string;
  readonly pageUrl: string;
  stop(): Promise<void>;
}

/** Takes every mail that the product sends and shows it on a page of its own, `/_mail`; nothing leaves this machine. */
export async function startFakeMail({ smtpPort, pagePort }: { smtpPort: number; pagePort: number }): Promise<FakeMail> {
  const letters: Letter[] = [];
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const to = session.envelope.rcptTo.map(({ address }) => address).join(", ");
        letters.unshift({ to, at: new Date(), text: readable(Buffer.concat(chunks).toString("utf8")) });
        letters.length = Math.min(letters.length, KEPT);
        done();
      });
    },
  });
  const page = createServer((request, response) => {
    const isPage = request.url === "/_mail" || request.url === "/";
    response.writeHead(isPage ? 200 : 404, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
    response.end(isPage ? renderPage(letters) : "");
  });
  await new Promise<void>((resolve) => smtp.listen(smtpPort, "127.0.0.1", resolve));
  await new Promise<void>((resolve) => page.listen(pagePort, "127.0.0.1", resolve));
  return {
    smtpUrl: `smtp://127.0.0.1:${String((smtp.server.address() as AddressInfo).port)}`,
    pageUrl: `http://127.0.0.1:${String((page.address() as AddressInfo).port)}/_mail`,
    stop: async () => {
      page.closeAllConnections();
      await Promise.all([new Promise<void>((resolve) => smtp.close(resolve)), new Promise((resolve) => page.close(resolve))]);
    },
  };
}

/** Subject and body, with the line ends of quoted-printable joined again. */
function readable(message: string): string {
  const at = message.indexOf("\r\n\r\n");
  const subject = /^Subject: (.*)$/m.exec(message.slice(0, at))?.[1]?.trim() ?? "";
  const body = message.slice(at + 4).replace(/=\r\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return `${subject}\n\n${body}`;
}

function renderPage(letters: readonly Letter[]): string {
  const shown = letters.map(({ to, at, text }) => `<article><h2>${escapeHtml(to)}</h2><time>${at.toISOString()}</time><pre>${linked(escapeHtml(text))}</pre></article>`);
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Mail (demo)</title>
<style>body { font: 14px/1.4 system-ui, sans-serif; margin: 2rem auto; max-width: 48rem; padding: 0 1rem; color: #222; background: #fff } h2 { font-size: 1rem; margin: 1.5rem 0 0 } pre { white-space: pre-wrap }</style></head>
<body><h1>Mail <small>(demo)</small></h1>
<p>Every mail that the product would send, the newest first. None of it leaves this machine.</p>
${shown.join("\n") || "<p>Nothing yet.</p>"}
</body></html>`;
}

const linked = (text: string): string => text.replace(/https?:\/\/\S+/g, (url) => `<a href="${url}">${url}</a>`);
