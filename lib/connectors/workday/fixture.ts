import { type Answer, type FakeProvider, type Listing, startFakeProvider, type WireRequest } from "@/demo/fake-provider";
import type { WireRecord } from "@/demo/faults";
import { type PeopleOfSource, Roster } from "@/demo/roster";
import type { SourcePerson } from "@/demo/sources";
import { peopleInEveryStatus } from "@/demo/synthetic-people";
import type { ContractSubject, StartFixture } from "@/lib/connectors/kit/contract-subject";
import { register } from "@/lib/connectors/kit/register";
import { workday } from "@/lib/connectors/workday";

const SECRETS = { username: "ISU_Lumos@acme", password: "s3cr3t/W0rkday+$&<with>=signs" };
const STATUSES = ["Active", "On Leave", "Terminated"] as const;
const REPORT = "/ccx/service/customreport2/acme/ISU_Lumos/Lumos_Workers";
const WEB_SERVICE = "/ccx/service/acme/Human_Resources/v42.0";

const idOf = (index: number): string => `3aa5550b7fe348b98d7b5741afc6${String(index).padStart(4, "0")}`;

/** A report with the columns that the form proposes. */
export const startFixture: StartFixture = async (count = 300) => {
  const provider = await startFakeWorkday({ people: peopleInEveryStatus(count, STATUSES, idOf) });
  return { ...subjectOf(provider, "report", REPORT), onePage: true };
};

export const startWebServiceFixture: StartFixture = async (count = 2_300) => {
  const provider = await startFakeWorkday({ people: peopleInEveryStatus(count, ["1", "0"], idOf) });
  return {
    ...subjectOf(provider, "web-service", WEB_SERVICE),
    meaning: { "JSON of another form": "UNEXPECTED_RESPONSE", "JSON that breaks off": "UNEXPECTED_RESPONSE" },
    cannotHappen: { emptyPage: "pages are counted, and Workday says how many there are", repeatedCursor: "the next page is counted here, not sent by Workday", numberId: "XML knows texts only" },
  };
};

const subjectOf = (provider: FakeProvider, reads: "report" | "web-service", path: string): ContractSubject => ({
  connector: register(workday),
  config: { reads, address: `${provider.url}${path}` },
  secrets: SECRETS,
  ids: provider.people().map(({ id }) => id),
  abilities: ["changes"],
  provider,
  apiField: "address",
});

function startFakeWorkday(options: { people: PeopleOfSource }): Promise<FakeProvider> {
  const roster = new Roster(options.people);
  return startFakeProvider(
    { name: "Workday", path: "", statuses: STATUSES, roster, idField: "Workday_ID", unknownStatus: { Worker_Status: "Furloughed" }, respond: (request) => respond(request, roster) },
    0,
  );
}

function respond(request: WireRequest, roster: Roster): Answer | Listing {
  if (request.url.pathname === WEB_SERVICE) return getWorkers(request.body, roster);
  if (request.url.pathname !== REPORT) return json(404, { error: "not found" });
  if (request.header("authorization") !== `Basic ${Buffer.from(`${SECRETS.username}:${SECRETS.password}`).toString("base64")}`) return json(401, { error: "invalid credentials" });
  const shown = roster.all();
  return {
    pageNumber: 1,
    total: roster.size,
    hasNext: false,
    records: () => shown.map(toRow),
    render: ({ records = shown.map(toRow) }) => json(200, records.length === 0 ? {} : { Report_Entry: records }),
  };
}

const toRow = (person: SourcePerson): WireRecord => ({
  Workday_ID: person.id,
  Worker_Status: person.status,
  Email_Work: person.email,
  First_Name: person.givenName,
  Last_Name: person.familyName,
  Preferred_Name: `${person.givenName} ${person.familyName}`,
  Employee_ID: person.employeeNumber ?? "",
  Business_Title: person.title ?? "",
  Supervisory_Organization: person.department ?? "",
  Manager: person.manager?.name ?? "",
  Location: person.location ?? "",
  Worker_Type: "Employee",
  Hire_Date: person.hireDate ?? "2020-01-06",
  Termination_Date: person.status === "Terminated" ? "2026-03-31" : "",
  Cost_Center: "CC-100",
});

function getWorkers(body: string, roster: Roster): Answer | Listing {
  const valueOf = (tag: string): string => new RegExp(`<(?:\\w+:)?${tag}(?:\\s[^>]*)?>([^<]*)<`).exec(body)?.[1] ?? "";
  const plain = (text: string): string => text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
  if (plain(valueOf("Username")) !== SECRETS.username || plain(valueOf("Password")) !== SECRETS.password) return fault("invalid username or password");
  const page = Number(valueOf("Page"));
  const count = Number(valueOf("Count"));
  if (!(page >= 1) || !(count >= 1 && count <= 999)) return fault("Validation error occurred. Invalid request: Response_Filter");
  const since = valueOf("Updated_From");
  const people = since === "" ? roster.all() : roster.all().filter(({ lastUpdated }) => (lastUpdated ?? "") >= since);
  const shown = people.slice((page - 1) * count, page * count);
  return {
    pageNumber: page,
    total: people.length,
    hasNext: page * count < people.length,
    records: () => shown.map(toRow),
    render: ({ records = shown.map(toRow), total }) => xml(200, envelope(`<wd:Get_Workers_Response xmlns:wd="urn:com.workday/bsvc" wd:version="v42.0"><wd:Response_Filter><wd:As_Of_Entry_DateTime>2026-11-25T08:00:00.000Z</wd:As_Of_Entry_DateTime><wd:Page>${String(page)}</wd:Page><wd:Count>${String(count)}</wd:Count></wd:Response_Filter><wd:Response_Results><wd:Total_Results>${String(total)}</wd:Total_Results><wd:Total_Pages>${String(Math.ceil(people.length / count))}</wd:Total_Pages><wd:Page_Results>${String(records.length)}</wd:Page_Results><wd:Page>${String(page)}</wd:Page></wd:Response_Results><wd:Response_Data>${records.map(toWorker).join("")}</wd:Response_Data></wd:Get_Workers_Response>`)),
  };
}

function toWorker(row: WireRecord): string {
  const of = (column: string): string => String(row[column] ?? "").replace(/[<>&]/g, (character) => `&#${String(character.charCodeAt(0))};`);
  const wid = "Workday_ID" in row ? `<wd:ID wd:type="WID">${of("Workday_ID")}</wd:ID>` : "";
  const email = (use: string, address: string) =>
    `<wd:Email_Address_Data><wd:Email_Address>${address}</wd:Email_Address><wd:Usage_Data><wd:Type_Data wd:Primary="1"><wd:Type_Reference><wd:ID wd:type="Communication_Usage_Type_ID">${use}</wd:ID></wd:Type_Reference></wd:Type_Data></wd:Usage_Data></wd:Email_Address_Data>`;
  return `<wd:Worker><wd:Worker_Reference>${wid}<wd:ID wd:type="Employee_ID">${of("Employee_ID")}</wd:ID></wd:Worker_Reference><wd:Worker_Data><wd:Worker_ID>${of("Employee_ID")}</wd:Worker_ID><wd:Personal_Data><wd:Name_Data><wd:Legal_Name_Data><wd:Name_Detail_Data wd:Formatted_Name="${of("Preferred_Name")}"><wd:First_Name>${of("First_Name")}</wd:First_Name><wd:Last_Name>${of("Last_Name")}</wd:Last_Name></wd:Name_Detail_Data></wd:Legal_Name_Data></wd:Name_Data><wd:Contact_Data>${email("HOME", "private@example.test")}${email("WORK", of("Email_Work"))}</wd:Contact_Data></wd:Personal_Data><wd:Employment_Data><wd:Worker_Job_Data wd:Primary_Job="1"><wd:Position_Data><wd:Business_Title>${of("Business_Title")}</wd:Business_Title></wd:Position_Data></wd:Worker_Job_Data><wd:Worker_Status_Data><wd:Active>${of("Worker_Status")}</wd:Active><wd:Hire_Date>${of("Hire_Date")}</wd:Hire_Date></wd:Worker_Status_Data></wd:Employment_Data><wd:Organization_Data><wd:Worker_Organization_Data><wd:Organization_Data><wd:Organization_Type_Reference><wd:ID wd:type="Organization_Type_ID">SUPERVISORY</wd:ID></wd:Organization_Type_Reference><wd:Organization_Name>${of("Supervisory_Organization")}</wd:Organization_Name></wd:Organization_Data></wd:Worker_Organization_Data></wd:Organization_Data></wd:Worker_Data></wd:Worker>`;
}

const envelope = (body: string): string => `<?xml version="1.0" encoding="UTF-8"?><env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/"><env:Body>${body}</env:Body></env:Envelope>`;
const xml = (status: number, body: string): Answer => ({ status, headers: { "content-type": "text/xml; charset=UTF-8", date: new Date().toUTCString() }, body });
const fault = (reason: string): Answer => xml(500, envelope(`<SOAP-ENV:Fault xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/"><faultcode>SOAP-ENV:Client</faultcode><faultstring>${reason}</faultstring></SOAP-ENV:Fault>`));
const json = (status: number, body: unknown): Answer => ({ status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
