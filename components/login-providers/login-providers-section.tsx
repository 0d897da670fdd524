import { LinkButton } from "@/components/ui/link-button";
import { Section } from "@/components/ui/section";

/** Where the ways to sign in are set up; they take effect at once, so they have a page of their own. */
export function LoginProvidersSection({ base }: { base: string }) {
  return (
    <Section
      title="Login Providers"
      description="How people prove who they are: password, Google, Microsoft or any OpenID Connect provider. Changes take effect at once."
      aside={<LinkButton href={`${base}/settings/source-of-truth/login-providers`}>Open Login Providers</LinkButton>}
    >
      {null}
    </Section>
  );
}
