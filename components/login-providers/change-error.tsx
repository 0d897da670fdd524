import { errorDetails } from "@/components/ui/error-details";

/** Why a change was not made, beside what was pressed. */
export function ChangeError({ error }: { error: Error | null }) {
  return error === null ? null : (
    <p role="alert" className="mt-2 text-status-failed">
      {errorDetails(error).message}
    </p>
  );
}
