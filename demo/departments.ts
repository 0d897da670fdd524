export interface Department {
  readonly name: string;
  readonly division: string;
  readonly head: string;
  readonly titles: readonly string[];
  /** Share of the staff. */
  readonly weight: number;
}

export const EXECUTIVE: Department = { name: "Executive", division: "Corporate", head: "Chief Executive Officer", weight: 0, titles: [] };

export const DEPARTMENTS: readonly Department[] = [
  { name: "Engineering", division: "Product & Technology", head: "Chief Technology Officer", weight: 14, titles: ["Software Engineer", "Senior Software Engineer", "Staff Engineer", "Engineering Manager", "QA Engineer"] },
  { name: "Product", division: "Product & Technology", head: "VP Product", weight: 4, titles: ["Product Manager", "Senior Product Manager", "Technical Writer"] },
  { name: "Design", division: "Product & Technology", head: "Head of Design", weight: 3, titles: ["Product Designer", "UX Researcher"] },
  { name: "Security", division: "Product & Technology", head: "Chief Information Security Officer", weight: 2, titles: ["Security Engineer", "Security Analyst"] },
  { name: "IT", division: "Corporate", head: "Director of IT", weight: 3, titles: ["IT Support Specialist", "Systems Administrator", "Identity Engineer"] },
  { name: "Sales", division: "Revenue", head: "VP Sales", weight: 8, titles: ["Account Executive", "Sales Development Representative", "Solutions Engineer"] },
  { name: "Marketing", division: "Revenue", head: "VP Marketing", weight: 4, titles: ["Content Strategist", "Growth Marketer", "Event Manager"] },
  { name: "Customer Success", division: "Revenue", head: "VP Customer Success", weight: 6, titles: ["Customer Success Manager", "Support Engineer", "Onboarding Specialist"] },
  { name: "Finance", division: "Corporate", head: "Chief Financial Officer", weight: 3, titles: ["Accountant", "Financial Analyst", "Payroll Specialist"] },
  { name: "People", division: "Corporate", head: "Chief People Officer", weight: 3, titles: ["Recruiter", "HR Business Partner", "People Operations Specialist"] },
  { name: "Legal", division: "Corporate", head: "General Counsel", weight: 2, titles: ["Legal Counsel", "Contract Manager"] },
  { name: "Warehouse", division: "Operations", head: "Head of Logistics", weight: 6, titles: ["Warehouse Associate", "Shift Lead", "Forklift Operator"] },
];

export const LOCATIONS = [
  { name: "San Francisco", country: "US", zone: "America/Los_Angeles" },
  { name: "New York", country: "US", zone: "America/New_York" },
  { name: "London", country: "GB", zone: "Europe/London" },
  { name: "Berlin", country: "DE", zone: "Europe/Berlin" },
  { name: "Stockholm", country: "SE", zone: "Europe/Stockholm" },
  { name: "Bengaluru", country: "IN", zone: "Asia/Kolkata" },
  { name: "Lagos", country: "NG", zone: "Africa/Lagos" },
  { name: "São Paulo", country: "BR", zone: "America/Sao_Paulo" },
] as const;
