import { createSocket } from "node:dgram";

const HEADER_BYTES = 12;
const NO_ERROR = 0x8180;
const SERVER_FAILED = 0x8182;
const NO_SUCH_NAME = 0x8183;

/** A DNS server that knows TXT records only; `isDown` lets every question fail. */
export async function startDnsServer(): Promise<{ address: string; records: Map<string, string>; state: { isDown: boolean }; close: () => void }> {
  const records = new Map<string, string>();
  const state = { isDown: false };
  const socket = createSocket("udp4");
  socket.on("message", (query, from) => {
    const { name, end } = readName(query);
    const text = state.isDown ? undefined : records.get(name);
    const answer = text === undefined ? Buffer.alloc(0) : txtRecord(text);
    const header = Buffer.from(query.subarray(0, HEADER_BYTES));
    header.writeUInt16BE(state.isDown ? SERVER_FAILED : text === undefined ? NO_SUCH_NAME : NO_ERROR, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(text === undefined ? 0 : 1, 6);
    header.writeUInt32BE(0, 8);
    socket.send(Buffer.concat([header, query.subarray(HEADER_BYTES, end + 4), answer]), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  const { port } = socket.address();
  return { address: `127.0.0.1:${String(port)}`, records, state, close: () => socket.close() };
}

function readName(query: Buffer): { name: string; end: number } {
  const labels: string[] = [];
  let at = HEADER_BYTES;
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString("ascii", at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join(".").toLowerCase(), end: at + 1 };
}

/** Points back at the question's name; TXT, IN, one minute. */
function txtRecord(text: string): Buffer {
  const fixed = Buffer.from([0xc0, HEADER_BYTES, 0, 16, 0, 1, 0, 0, 0, 60, 0, text.length + 1, text.length]);
  return Buffer.concat([fixed, Buffer.from(text, "ascii")]);
}
