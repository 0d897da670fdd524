import { Mono } from "@/components/ui/mono";
import { StatusMark } from "@/components/ui/status-mark";
import { isEmployeeStatus } from "./status-words";

/** A value as it stands on every screen: a status by its mark, an empty one by the word. */
export function FieldValue({ field, value }: { field: string; value: string | null }) {
  if (value === null || value === "") return <span className="text-muted">empty</span>;
  if (field === "employeeStatus" && isEmployeeStatus(value)) return <StatusMark status={value} />;
  if (field === "employeeNumber") return <Mono>{value}</Mono>;
  return <>{value}</>;
}
