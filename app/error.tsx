"use client";

import { PlainPage } from "@/components/shell/plain-page";
import { Button } from "@/components/ui/button";
import { Mono } from "@/components/ui/mono";

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <PlainPage title="This page failed">
      <p className="text-muted">
        What you saved before is safe. Try again; if it stays, tell whoever runs this product
        {error.digest ? (
          <>
            {" "}
            and give the number <Mono>{error.digest}</Mono>
          </>
        ) : null}
        .
      </p>
      <div>
        <Button onPress={reset}>Try again</Button>
      </div>
    </PlainPage>
  );
}
