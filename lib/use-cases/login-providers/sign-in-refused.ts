/** A sign-in by a provider that came to nothing; `reason` is for the log, the message for the Admin who tests. */
export class SignInRefused extends Error {
  override readonly name = "SignInRefused";
  constructor(
    readonly reason: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
