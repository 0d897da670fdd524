import type { z } from "zod";
import type { LoginProvider } from "@/lib/api/contract/login-providers";

export type Provider = z.output<typeof LoginProvider>;
