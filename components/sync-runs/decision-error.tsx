import { Banner } from "@/components/ui/banner";
import { errorDetails } from "@/components/ui/error-details";

/** Below the words of a dialogue whose decision was refused. */
export function DecisionError({ error }: { error: unknown }) {
  return (
    <div className="mt-3">
      <Banner tone="danger">{errorDetails(error).message}</Banner>
    </div>
  );
}
