import { CSV_TARGETS, type CsvTarget } from "@/lib/connectors/csv/mapping";

// In words without case, blanks and punctuation; the first header that fits a field gets it.
const SYNONYMS: Record<CsvTarget, readonly string[]> = {
  email: ["email", "workemail", "emailaddress", "primaryemail", "businessemail", "companyemail", "mail", "workemailaddress"],
  givenName: ["firstname", "givenname", "forename", "first", "legalfirstname"],
  familyName: ["lastname", "familyname", "surname", "last", "legallastname"],
  displayName: ["displayname", "fullname", "name", "preferredname"],
  employeeNumber: ["employeenumber", "employeeid", "empno", "empid", "personnelnumber", "staffnumber", "employeeno", "workerid", "badge"],
  title: ["title", "jobtitle", "position", "role", "job"],
  department: ["department", "dept", "team", "division", "costcenter"],
  manager: ["manager", "manageremail", "managername", "supervisor", "reportsto", "linemanager"],
  location: ["location", "office", "site", "city", "worklocation"],
  employmentType: ["employmenttype", "employeetype", "workertype", "usertype", "contracttype", "type"],
  startDate: ["startdate", "hiredate", "dateofhire", "joindate", "joined", "contractstart"],
  endDate: ["enddate", "terminationdate", "lastday", "leavedate", "contractend", "expirydate"],
  timeZone: ["timezone", "tz", "zone"],
  externalId: ["id", "externalid", "userid", "uniqueid", "uid", "recordid", "accountid", "personid", "contractorid"],
  status: ["status", "accountstatus", "employeestatus", "userstatus", "state", "active", "employmentstatus"],
};

/** Proposes a mapping from the headers alone; every field at most once, and nothing for a header nobody knows. */
export function suggestMapping(headers: readonly string[]): Record<string, CsvTarget> {
  const suggested = new Map<string, CsvTarget>();
  for (const target of CSV_TARGETS) {
    const words = SYNONYMS[target];
    const candidates = headers
      .filter((header) => !suggested.has(header))
      .map((header) => ({ header, rank: words.indexOf(toWord(header)) }))
      .filter(({ rank }) => rank >= 0)
      .sort((a, b) => a.rank - b.rank);
    const best = candidates[0];
    if (best) suggested.set(best.header, target);
  }
  return Object.fromEntries(suggested);
}

const toWord = (header: string): string => header.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
