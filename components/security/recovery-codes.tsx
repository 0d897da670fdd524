"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Section } from "@/components/ui/section";
import { api } from "@/lib/api/client";

/** For a lost phone or key. The codes are shown when they are made and never again. */
export function RecoveryCodes({
  left,
  hasFactor,
  codes,
  onClose,
  onChange,
}: {
  left: number;
  hasFactor: boolean;
  codes: readonly string[];
  onClose: () => void;
  onChange: (recoveryCodes?: readonly string[]) => void;
}) {
  const making = useMutation({ mutationFn: () => api.signInMethods.makeRecoveryCodes(), onSuccess: ({ recoveryCodes }) => onChange(recoveryCodes) });
  return (
    <Section
      title="Recovery codes"
      description="Each stands in once for a lost phone or key. Keep them on paper or in a password manager."
      aside={
        hasFactor ? (
          <Button isPending={making.isPending} onPress={() => making.mutate()}>
            Make new codes
          </Button>
        ) : null
      }
    >
      <p className="text-muted">{hasFactor ? `${String(left)} of 10 are left.` : "You get them with your first passkey or app."}</p>
      {making.error ? <p role="alert" className="text-sm text-status-failed">{making.error.message}</p> : null}
      <Dialog
        isOpen={codes.length > 0}
        onClose={onClose}
        title="Keep these recovery codes"
        actions={
          <Button variant="primary" onPress={onClose}>
            I have kept them
          </Button>
        }
      >
        <p>They are shown only now. Each works once, and earlier ones work no more.</p>
        <ul aria-label="Recovery codes" className="mt-3 grid gap-1 font-mono text-sm sm:grid-cols-2">
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
      </Dialog>
    </Section>
  );
}
