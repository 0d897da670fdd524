interface Named {
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly email: string | null;
}

/** How a person is called on screen: the name, else the e-mail, else that there is none. */
export function personName({ givenName, familyName, email }: Named): string {
  const name = [givenName, familyName].filter((part) => part !== null && part !== "").join(" ");
  return name === "" ? (email ?? "No name") : name;
}
