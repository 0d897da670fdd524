const SECRET_MIN_CHARACTERS = 4;

/** Makes a function that blots out every given secret, also where it is URL-encoded or part of a header value. */
export function createRedactor(secrets: readonly string[]): (text: string) => string {
  const forms = new Set<string>();
  for (const secret of secrets) {
    // "Bearer abc" leaks as "abc" too.
    for (const part of [secret, ...secret.split(/\s+/)]) {
      if (part.length < SECRET_MIN_CHARACTERS || AUTH_SCHEMES.has(part.toLowerCase())) continue;
      // Hosts and paths in a message come lower-cased or encoded.
      for (const form of [part, part.toLowerCase(), encodeURIComponent(part)]) forms.add(form);
    }
  }
  const longestFirst = [...forms].sort((a, b) => b.length - a.length);
  return (text) => longestFirst.reduce((redacted, form) => redacted.replaceAll(form, "[redacted]"), text);
}

const AUTH_SCHEMES = new Set(["basic", "bearer", "ssws", "token"]);
