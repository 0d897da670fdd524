import { Banner } from "@/components/ui/banner";
import { errorDetails } from "@/components/ui/error-details";
import { Mono } from "@/components/ui/mono";

export function ImportError({ error }: { error: unknown }) {
  if (!error) return null;
  const { message, requestId } = errorDetails(error);
  return (
    <div className="mt-3">
      <Banner tone="danger">
        {message}
        {requestId ? (
          <span className="block text-xs text-muted">
            Request <Mono>{requestId}</Mono>
          </span>
        ) : null}
      </Banner>
    </div>
  );
}
