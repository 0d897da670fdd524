import { expect, it } from "vitest";
import { NewPassword } from "./password";

it.each(["password1234", "PASSWORD1234!!", "iloveyouiloveyou", "123456qwerty", "aaaaaaaaaaaaaa", "121212121212", "12Superman!2024"])(
  "refuses %s, which everybody tries first, without asking anybody outside",
  (password) => expect(NewPassword.safeParse(password).success).toBe(false),
);

it.each(["four plain words here", "ein langer Satz mit Umläuten: äöü", "🦊🦊🐻🐻🦁🦁🐯🐯🐼🐼🐨🐨", "X7#kq9vTz2mLw"])(
  "takes %s: long is enough, whatever it is made of",
  (password) => expect(NewPassword.safeParse(password).error?.issues).toBeUndefined(),
);
