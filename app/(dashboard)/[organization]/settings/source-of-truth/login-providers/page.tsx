import type { Metadata } from "next";
import { LoginProvidersScreen } from "@/components/login-providers/login-providers-screen";

export const metadata: Metadata = { title: "Login Providers" };

interface Props {
  params: Promise<{ organization: string }>;
  searchParams: Promise<{ tested?: string | string[]; refusal?: string | string[] }>;
}

export default async function LoginProvidersPage({ params, searchParams }: Props) {
  const { tested, refusal } = await searchParams;
  return (
    <LoginProvidersScreen
      base={`/${(await params).organization}`}
      testedId={typeof tested === "string" ? tested : null}
      refusal={typeof refusal === "string" ? refusal : null}
    />
  );
}
