"use client";

import { Dropdown, Header } from "@heroui/react";
import { signOut } from "next-auth/react";
import { Button } from "@/components/ui/button";
import { chooseTheme, THEMES, toTheme, type Theme } from "./theme";
import { useState } from "react";

const THEME_WORDS: Record<Theme, string> = { system: "Same as the system", light: "Light", dark: "Dark" };

export interface Person {
  readonly name: string;
  readonly email: string | null;
}

const initials = (name: string) =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((part) => part.slice(0, 1))
    .join("")
    .toUpperCase();

/** Who is signed in, their page, the theme of this browser, and the way out. */
export function AccountMenu({ person, base, theme }: { person: Person; base: string; theme: Theme }) {
  const [chosen, setChosen] = useState(theme);
  const choose = (next: Theme) => {
    setChosen(next);
    chooseTheme(next);
  };
  return (
    <Dropdown>
      <Button variant="quiet" aria-label={`Account of ${person.name}`} className="h-11 w-full justify-start gap-2.5 px-2">
        <span aria-hidden className="flex size-7 shrink-0 items-center justify-center rounded-full bg-default text-xs font-medium">
          {initials(person.name)}
        </span>
        <span className="min-w-0 text-left">
          <span className="block truncate text-sm leading-4">{person.name}</span>
          {person.email ? <span className="block truncate text-xs leading-4 font-normal text-muted">{person.email}</span> : null}
        </span>
      </Button>
      <Dropdown.Popover placement="top start" className="min-w-56">
        <Dropdown.Menu aria-label="Account">
          <Dropdown.Item id="me" href={`${base}/me`} textValue="My account">
            My account
          </Dropdown.Item>
          <Dropdown.Section
            aria-label="Theme"
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[chosen]}
            onSelectionChange={(keys) => choose(toTheme(String([...keys][0] ?? "system")))}
          >
            <Header className="px-2.5 pt-2 pb-1 text-xs text-muted">Theme</Header>
            {THEMES.map((each) => (
              <Dropdown.Item key={each} id={each} textValue={`Theme: ${THEME_WORDS[each]}`}>
                <Dropdown.ItemIndicator />
                {THEME_WORDS[each]}
              </Dropdown.Item>
            ))}
          </Dropdown.Section>
          <Dropdown.Item id="sign-out" textValue="Sign out" onAction={() => void signOut({ callbackUrl: "/sign-in" })}>
            Sign out
          </Dropdown.Item>
        </Dropdown.Menu>
      </Dropdown.Popover>
    </Dropdown>
  );
}
