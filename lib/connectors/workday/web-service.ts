import { XMLParser, XMLValidator } from "fast-xml-parser";
import { z } from "zod";
import type { AccountPage, ConnectorHttp, Refusal } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { readRecords, recordId } from "@/lib/connectors/kit/read-records";
import { toSourceAccount, type WorkdayPerson } from "@/lib/connectors/workday/transform";

/** Workday's own maximum. */
const PAGE_SIZE = 999;
const TIMEOUT_MS = 5 * 60_000;

const parser = new XMLParser({
  removeNSPrefix: true,
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  parseTagValue: false,
  parseAttributeValue: false,
  // One of something must not look otherwise than two of it.
  isArray: (name) => ["Worker", "ID", "Email_Address_Data", "Type_Data", "Worker_Organization_Data", "Manager_Reference"].includes(name),
});

const Id = z.union([z.string(), z.looseObject({ "#text": z.coerce.string(), "@type": z.string().optional() })]);
const Reference = z.looseObject({ ID: z.array(Id).optional(), "@Descriptor": z.string().optional() });
const text = z.coerce.string().optional();
const Name = z.looseObject({ "@Formatted_Name": text, First_Name: text, Last_Name: text }).optional();

const Position = z.looseObject({
  Business_Title: text,
  Position_Title: text,
  Worker_Type_Reference: Reference.optional(),
  Business_Site_Summary_Data: z.looseObject({ Name: text, Time_Profile_Reference: Reference.optional() }).optional(),
  Manager_as_of_last_detected_manager_change_Reference: z.union([Reference, z.array(Reference)]).optional(),
});

const Worker = z.looseObject({
  Worker_Reference: Reference,
  Worker_Data: z.looseObject({
    Worker_ID: text,
    Personal_Data: z
      .looseObject({
        Name_Data: z
          .looseObject({
            Legal_Name_Data: z.looseObject({ Name_Detail_Data: Name }).optional(),
            Preferred_Name_Data: z.looseObject({ Name_Detail_Data: Name }).optional(),
          })
          .optional(),
        Contact_Data: z
          .looseObject({
            Email_Address_Data: z
              .array(z.looseObject({ Email_Address: text, Usage_Data: z.looseObject({ Type_Data: z.array(z.looseObject({ "@Primary": text, Type_Reference: Reference.optional() })).optional() }).optional() }))
              .optional(),
          })
          .optional(),
      })
      .optional(),
    Employment_Data: z
      .looseObject({
        Worker_Job_Data: z.union([z.looseObject({ Position_Data: Position.optional() }), z.array(z.looseObject({ Position_Data: Position.optional() }))]).optional(),
        Worker_Status_Data: z.looseObject({ Active: text, Hire_Date: text, Termination_Date: text }).optional(),
      })
      .optional(),
    Organization_Data: z.looseObject({ Worker_Organization_Data: z.array(z.looseObject({ Organization_Data: z.looseObject({ Organization_Type_Reference: Reference.optional(), Organization_Name: text }).optional() })).optional() }).optional(),
  }),
});
type Worker = z.output<typeof Worker>;

const Response = z.looseObject({
  Envelope: z.looseObject({
    Body: z.looseObject({
      Get_Workers_Response: z.looseObject({
        Response_Filter: z.looseObject({ As_Of_Entry_DateTime: text }).optional(),
        Response_Results: z.looseObject({ Total_Results: z.coerce.number(), Total_Pages: z.coerce.number(), Page: z.coerce.number() }).optional(),
        Response_Data: z.union([z.looseObject({ Worker: z.array(z.unknown()).optional() }), z.literal("")]).optional(),
      }),
    }),
  }),
});

/** A list as it stood at one instant, so that pages of it neither repeat nor lose anybody while people are edited. */
export interface Position {
  readonly page: number;
  readonly asOf: string | undefined;
}

export interface WorkersAsked {
  readonly position: Position;
  /** Only those with an entry in the transaction log in between. */
  readonly changed?: { readonly from: string; readonly through: string } | undefined;
  readonly count?: number;
}

export interface WorkersPage {
  readonly page: Omit<AccountPage, "nextCursor">;
  readonly next: Position | undefined;
  /** The date of the answer, by Workday's clock. */
  readonly answeredAt: string | undefined;
}

export async function getWorkers(http: ConnectorHttp, url: URL, asked: WorkersAsked): Promise<WorkersPage> {
  const { body, headers } = await http.getText(url, {
    method: "POST",
    headers: { "content-type": "text/xml; charset=utf-8", accept: "text/xml" },
    body: toEnvelope(asked),
    readRefusal,
    timeoutMs: TIMEOUT_MS,
    sizeMaxBytes: 100 * 1024 * 1024,
  });
  const { Response_Data, Response_Results, Response_Filter } = parse(url.host, body);
  const workers = Response_Data === undefined || Response_Data === "" ? [] : (Response_Data.Worker ?? []);
  const total = Response_Results?.Total_Results ?? 0;
  const hasMore = asked.position.page < (Response_Results?.Total_Pages ?? 0);
  const answeredAt = Date.parse(headers.get("date") ?? "");
  return {
    page: { ...readRecords(workers.map(withId), READER), ...(asked.changed === undefined && { total }) },
    next: hasMore ? { page: asked.position.page + 1, asOf: asked.position.asOf ?? Response_Filter?.As_Of_Entry_DateTime } : undefined,
    answeredAt: Number.isNaN(answeredAt) ? undefined : new Date(answeredAt).toISOString(),
  };
}

function parse(host: string, body: string): z.output<typeof Response>["Envelope"]["Body"]["Get_Workers_Response"] {
  if (/^\s*<(!doctype html|html)/i.test(body) || body.trim() === "" || !body.trimStart().startsWith("<"))
    throw new ConnectorError("UNEXPECTED_RESPONSE", `${host} answered with something else than a web service does. Check that the address is that of Human_Resources.`);
  if (XMLValidator.validate(body) !== true) throw new ConnectorError("SOURCE_UNAVAILABLE", `The answer of ${host} broke off before its end. Nothing was changed; the sync tries again later.`);
  const parsed = Response.safeParse(parser.parse(body));
  if (parsed.success) return parsed.data.Envelope.Body.Get_Workers_Response;
  throw new ConnectorError("UNEXPECTED_RESPONSE", `The answer of ${host} is not in the expected form. Nothing was changed. Check the address in the settings.`);
}

/** SOAP says every refusal with status 500, in words. */
function readRefusal({ status, text: words }: Refusal): ConnectorError | undefined {
  const reason = /<(?:\w+:)?faultstring[^>]*>([^<]*)</i.exec(words)?.[1] ?? "";
  if (/invalid username or password|authentication/i.test(reason)) return new ConnectorError("AUTH_REJECTED", "Workday rejected the user name or the password. Reconnect with current ones; the user is named NAME@TENANT.");
  if (/not authorized|permission|processing error occurred.*security/i.test(reason)) return new ConnectorError("SCOPE_MISSING", "The integration system user may not call Get_Workers. Give its security group Get access to the domains Worker Data: Public Worker Reports and Person Data: Work Contact Information, then activate the policy.");
  if (status === 500 && /validation|invalid request/i.test(reason)) return new ConnectorError("CONFIG_INVALID", "Workday does not understand the request. Check the version at the end of the web service's address, such as v42.0.");
  return undefined;
}

const WID = z.looseObject({ Worker_Reference: Reference });

/** The id stands deep inside; a copy of it stands where every record has one. */
function withId(worker: unknown): unknown {
  const reference = WID.safeParse(worker).data?.Worker_Reference;
  const wid = readIdOf(reference, "WID");
  return typeof worker === "object" && worker !== null && wid !== undefined ? { id: wid, ...worker } : worker;
}

const READER = {
  schema: Worker.extend({ id: recordId }).transform((worker) => ({ externalId: worker.id, ...toPerson(worker) })),
  idField: "id",
  toAccount: toSourceAccount,
} as const;

function toPerson({ Worker_Data: data }: Worker): Omit<WorkdayPerson, "externalId"> {
  const names = data.Personal_Data?.Name_Data;
  const name = names?.Preferred_Name_Data?.Name_Detail_Data ?? names?.Legal_Name_Data?.Name_Detail_Data;
  const employment = data.Employment_Data;
  const position = [employment?.Worker_Job_Data].flat().find((job) => job?.Position_Data !== undefined)?.Position_Data;
  const status = employment?.Worker_Status_Data;
  return {
    status: status?.Active,
    values: {
      email: findWorkEmail(data),
      givenName: name?.First_Name,
      familyName: name?.Last_Name,
      displayName: name?.["@Formatted_Name"],
      employeeNumber: data.Worker_ID,
      title: position?.Business_Title ?? position?.Position_Title,
      department: findOrganization(data),
      manager: [position?.Manager_as_of_last_detected_manager_change_Reference].flat()[0]?.["@Descriptor"],
      location: position?.Business_Site_Summary_Data?.Name,
      employmentType: position?.Worker_Type_Reference?.["@Descriptor"] ?? readIdOf(position?.Worker_Type_Reference, "Employee_Type_ID"),
      startDate: status?.Hire_Date,
      endDate: status?.Termination_Date,
    },
  };
}

function findWorkEmail({ Personal_Data }: Worker["Worker_Data"]): string | undefined {
  const addresses = Personal_Data?.Contact_Data?.Email_Address_Data ?? [];
  const isOf = (use: string, primary: boolean) => (address: (typeof addresses)[number]) =>
    (address.Usage_Data?.Type_Data ?? []).some((type) => readIdOf(type.Type_Reference, "Communication_Usage_Type_ID") === use && (!primary || type["@Primary"] === "1"));
  // A private address is nobody's address at work.
  return (addresses.find(isOf("WORK", true)) ?? addresses.find(isOf("WORK", false)))?.Email_Address;
}

function findOrganization({ Organization_Data }: Worker["Worker_Data"]): string | undefined {
  const all = (Organization_Data?.Worker_Organization_Data ?? []).map(({ Organization_Data: data }) => data);
  return all.find((data) => readIdOf(data?.Organization_Type_Reference, "Organization_Type_ID") === "SUPERVISORY")?.Organization_Name;
}

function readIdOf(reference: z.output<typeof Reference> | undefined, type: string): string | undefined {
  const found = reference?.ID?.find((id) => typeof id !== "string" && id["@type"] === type);
  return typeof found === "object" ? found["#text"] : undefined;
}

export const CREDENTIALS_MARK = "<!--credentials-->";

function toEnvelope({ position, changed, count = PAGE_SIZE }: WorkersAsked): string {
  const criteria = `<wd:Request_Criteria>${
    changed === undefined
      ? ""
      : `<wd:Transaction_Log_Criteria_Data><wd:Transaction_Date_Range_Data><wd:Updated_From>${escapeXml(changed.from)}</wd:Updated_From><wd:Updated_Through>${escapeXml(changed.through)}</wd:Updated_Through></wd:Transaction_Date_Range_Data></wd:Transaction_Log_Criteria_Data>`
  }<wd:Exclude_Inactive_Workers>false</wd:Exclude_Inactive_Workers></wd:Request_Criteria>`;
  const asOf = position.asOf === undefined ? "" : `<wd:As_Of_Entry_DateTime>${escapeXml(position.asOf)}</wd:As_Of_Entry_DateTime>`;
  const wanted = ["Reference", "Personal_Information", "Employment_Information", "Organizations"].map((part) => `<wd:Include_${part}>true</wd:Include_${part}>`).join("");
  return `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:wd="urn:com.workday/bsvc"><soapenv:Header>${CREDENTIALS_MARK}</soapenv:Header><soapenv:Body><wd:Get_Workers_Request>${criteria}<wd:Response_Filter>${asOf}<wd:Page>${String(position.page)}</wd:Page><wd:Count>${String(count)}</wd:Count></wd:Response_Filter><wd:Response_Group>${wanted}</wd:Response_Group></wd:Get_Workers_Request></soapenv:Body></soapenv:Envelope>`;
}

/** The header by which a web service of Workday knows who asks (WS-Security, user name token). */
export const toSecurityHeader = (username: string, password: string): string =>
  `<wsse:Security soapenv:mustUnderstand="1" xmlns:wsse="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"><wsse:UsernameToken><wsse:Username>${escapeXml(username)}</wsse:Username><wsse:Password Type="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText">${escapeXml(password)}</wsse:Password></wsse:UsernameToken></wsse:Security>`;

const escapeXml = (value: string): string => value.replace(/[<>&"']/g, (character) => `&#${String(character.charCodeAt(0))};`);
