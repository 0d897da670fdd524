import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { renderControlPage } from "./control-page";
import { Fault, type FaultTiming } from "./faults";
import type { NewPerson, Rename } from "./roster";
import type { SourcePerson } from "./sources";

export interface Control {
  readonly name: string;
  readonly statuses: readonly string[];
  people(): SourcePerson[];
  setStatus(key: string, status: string): void;
  rename(key: string, name: Rename): void;
  remove(key: string): void;
  add(person: NewPerson): SourcePerson;
  failWith(fault: Fault, timing?: FaultTiming): void;
  heal(): void;
}

const Text = z.string();
const Names = z.object({ givenName: Text.optional(), familyName: Text.optional(), email: Text.optional() });

const Command = z.discriminatedUnion("action", [
  z.object({ action: z.literal("setStatus"), key: Text, status: Text }),
  Names.extend({ action: z.literal("rename"), key: Text }),
  z.object({ action: z.literal("remove"), key: Text }),
  z.object({ action: z.literal("add"), person: z.object({ givenName: Text, familyName: Text, email: Text, employeeNumber: Text.optional(), title: Text.optional(), status: Text.optional() }) }),
  z.object({ action: z.literal("failWith"), fault: Fault, atPage: z.int().min(1).optional(), times: z.int().min(1).optional() }),
  z.object({ action: z.literal("heal") }),
]);
type Command = z.output<typeof Command>;

/** GET shows the people (as JSON on request), POST takes one command as JSON. */
export async function answerControl(control: Control, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== "POST") {
    if (request.headers.accept?.includes("application/json")) sendJson(response, 200, { name: control.name, people: control.people() });
    else response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(renderControlPage(control));
    return;
  }
  // A form of another site cannot send this type without asking first.
  if (!request.headers["content-type"]?.startsWith("application/json")) {
    sendJson(response, 415, { error: "Send one command as application/json." });
    return;
  }
  const command = Command.safeParse(parseJson(await text(request)));
  if (!command.success) {
    sendJson(response, 400, { error: z.prettifyError(command.error) });
    return;
  }
  try {
    obey(control, command.data);
    sendJson(response, 200, { ok: true });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    sendJson(response, 404, { error: error.message });
  }
}

function obey(control: Control, command: Command): void {
  switch (command.action) {
    case "setStatus":
      return control.setStatus(command.key, command.status);
    case "rename":
      return control.rename(command.key, withoutAbsent({ givenName: command.givenName, familyName: command.familyName, email: command.email }));
    case "remove":
      return control.remove(command.key);
    case "add":
      control.add({ ...withoutAbsent(command.person), givenName: command.person.givenName, familyName: command.person.familyName, email: command.person.email });
      return;
    case "failWith":
      return control.failWith(command.fault, command);
    case "heal":
      return control.heal();
  }
}

/** A field that was not sent must not overwrite one that is known. */
const withoutAbsent = (fields: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(body));
}
