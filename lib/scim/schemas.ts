export type ScimAttributeType = "string" | "boolean" | "dateTime" | "reference" | "complex" | "binary";

/** RFC 7643 section 7. */
export interface ScimAttribute {
  readonly name: string;
  readonly type: ScimAttributeType;
  readonly multiValued: boolean;
  readonly description: string;
  readonly required: boolean;
  readonly caseExact: boolean;
  readonly mutability: "readOnly" | "readWrite" | "immutable" | "writeOnly";
  readonly returned: "always" | "default" | "never" | "request";
  readonly uniqueness: "none" | "server" | "global";
  readonly subAttributes?: readonly ScimAttribute[];
}

export interface ScimSchema {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly attributes: readonly ScimAttribute[];
}

export interface ScimResourceType {
  readonly name: "User" | "Group";
  readonly endpoint: string;
  readonly description: string;
  readonly schema: ScimSchema;
  readonly extension?: ScimSchema;
}

type More = Partial<Omit<ScimAttribute, "name" | "description">>;
const attribute = (name: string, description: string, more: More = {}): ScimAttribute => ({
  name,
  type: more.subAttributes === undefined ? "string" : "complex",
  multiValued: false,
  description,
  required: false,
  caseExact: false,
  mutability: "readWrite",
  returned: "default",
  uniqueness: "none",
  ...more,
});

const READ_ONLY: More = { mutability: "readOnly" };
const texts = (names: Readonly<Record<string, string>>): ScimAttribute[] => Object.entries(names).map(([name, description]) => attribute(name, description));

/** A list of values of one kind, such as e-mails, with the sub-attributes that RFC 7643 section 2.4 names. */
const values = (name: string, description: string, more: More = {}): ScimAttribute =>
  attribute(name, description, {
    multiValued: true,
    subAttributes: [
      attribute("value", "The value itself.", more),
      attribute("display", "How the value is shown."),
      attribute("type", "What the value is for, such as work or home."),
      attribute("primary", "Whether this is the value to use; of one value at most.", { type: "boolean" }),
    ],
  });

const manager = attribute("manager", "The person's manager.", {
  subAttributes: [
    attribute("value", "Id of the manager's User.", { caseExact: true }),
    attribute("$ref", "Address of the manager's User.", { type: "reference", caseExact: true }),
    attribute("displayName", "Name of the manager."),
  ],
});

export const USER_SCHEMA: ScimSchema = {
  id: "urn:ietf:params:scim:schemas:core:2.0:User",
  name: "User",
  description: "A person",
  attributes: [
    attribute("userName", "How the person signs in to the other system.", { required: true, uniqueness: "server" }),
    attribute("name", "The parts of the person's name.", {
      subAttributes: texts({
        formatted: "The whole name.", familyName: "Family name.", givenName: "Given name.", middleName: "Middle names.",
        honorificPrefix: "Title before the name.", honorificSuffix: "Suffix after the name.",
      }),
    }),
    ...texts({ displayName: "Name as it is shown.", nickName: "Casual name." }),
    attribute("profileUrl", "Address of a page about the person.", { type: "reference", caseExact: true }),
    ...texts({ title: "Job title.", userType: "How the person is employed.", preferredLanguage: "Language.", locale: "For numbers and dates.", timezone: "Time zone by its IANA name." }),
    attribute("active", "Whether the person may use what this identity opens.", { type: "boolean" }),
    attribute("password", "Accepted and never kept.", { mutability: "writeOnly", returned: "never", caseExact: true }),
    values("emails", "E-mail addresses."),
    values("phoneNumbers", "Telephone numbers."),
    values("ims", "Addresses for messages."),
    values("photos", "Addresses of pictures.", { type: "reference", caseExact: true }),
    attribute("addresses", "Postal addresses.", {
      multiValued: true,
      subAttributes: [
        ...texts({ formatted: "The whole address.", streetAddress: "Street and number.", locality: "City.", region: "State or region.", postalCode: "Postal code.", country: "Country.", type: "What the address is for." }),
        attribute("primary", "Whether this is the address to use.", { type: "boolean" }),
      ],
    }),
    attribute("groups", "Groups that the person belongs to, directly.", {
      ...READ_ONLY,
      multiValued: true,
      subAttributes: [
        attribute("value", "Id of the Group.", { ...READ_ONLY, caseExact: true }),
        attribute("$ref", "Address of the Group.", { ...READ_ONLY, type: "reference", caseExact: true }),
        attribute("display", "Name of the Group.", READ_ONLY),
        attribute("type", "Always direct.", READ_ONLY),
      ],
    }),
    values("entitlements", "What the person may do."),
    values("roles", "Roles of the person."),
    values("x509Certificates", "Certificates.", { type: "binary", caseExact: true }),
  ],
};

export const ENTERPRISE_SCHEMA: ScimSchema = {
  id: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
  name: "EnterpriseUser",
  description: "A person in an organization",
  attributes: [
    ...texts({ employeeNumber: "Number that the organization gives the person.", costCenter: "Cost center.", organization: "Organization.", division: "Division.", department: "Department." }),
    manager,
  ],
};

export const GROUP_SCHEMA: ScimSchema = {
  id: "urn:ietf:params:scim:schemas:core:2.0:Group",
  name: "Group",
  description: "A group of Users",
  attributes: [
    attribute("displayName", "Name of the Group.", { required: true }),
    attribute("members", "Who belongs to the Group.", {
      multiValued: true,
      subAttributes: [
        attribute("value", "Id of the member.", { caseExact: true, mutability: "immutable" }),
        attribute("$ref", "Address of the member.", { type: "reference", caseExact: true, mutability: "immutable" }),
        attribute("type", "User or Group.", { mutability: "immutable" }),
        attribute("display", "Name of the member."),
      ],
    }),
  ],
};

/** What every resource has, besides its schemas (RFC 7643 section 3.1). */
export const COMMON_ATTRIBUTES: readonly ScimAttribute[] = [
  attribute("schemas", "Schemas of the resource.", { type: "reference", multiValued: true, caseExact: true, returned: "always" }),
  attribute("id", "Id that this server gave.", { ...READ_ONLY, caseExact: true, returned: "always", uniqueness: "server" }),
  attribute("externalId", "Id that the client gave.", { caseExact: true }),
  attribute("meta", "About the resource.", {
    ...READ_ONLY,
    subAttributes: [
      attribute("resourceType", "User or Group.", { ...READ_ONLY, caseExact: true }),
      attribute("created", "When it was created.", { ...READ_ONLY, type: "dateTime" }),
      attribute("lastModified", "When it was last changed.", { ...READ_ONLY, type: "dateTime" }),
      attribute("location", "Its address.", { ...READ_ONLY, type: "reference", caseExact: true }),
      attribute("version", "Its version, for If-Match.", { ...READ_ONLY, caseExact: true }),
    ],
  }),
];

export const RESOURCE_TYPES: readonly ScimResourceType[] = [
  { name: "User", endpoint: "/Users", description: "People", schema: USER_SCHEMA, extension: ENTERPRISE_SCHEMA },
  { name: "Group", endpoint: "/Groups", description: "Groups of people", schema: GROUP_SCHEMA },
];

export const typeByName = (name: "User" | "Group"): ScimResourceType => {
  const found = RESOURCE_TYPES.find((type) => type.name === name);
  if (found === undefined) throw new Error(`There is no resource type ${name}.`);
  return found;
};
