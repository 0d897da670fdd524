import { NewPasswordForm } from "./new-password-form";

/** Chooses the password that a one-time link asks for. */
export const JoinForm = (of: { token: string; email: string }) => (
  <NewPasswordForm
    {...of}
    name="Join"
    label="Password"
    help="At least 12 characters. If you sign in to another Organization here already, give that password to have one for both."
    address="/api/join"
  />
);
