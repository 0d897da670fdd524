import { expect, it } from "vitest";
import { SignInThrottle } from "./sign-in-throttle";

const MINUTE_MS = 60_000;

function givenWrong(throttle: SignInThrottle, times: number, now: number): void {
  for (let attempt = 0; attempt < times; attempt++) throttle.noteWrong("1.2.3.4", "a@example.test", now);
}

it("lets nine mistakes pass, holds after the tenth, and lets go five minutes later", () => {
  const throttle = new SignInThrottle();
  givenWrong(throttle, 9, 0);
  expect(throttle.mayTry("1.2.3.4", "a@example.test", 0)).toBe(true);
  givenWrong(throttle, 1, MINUTE_MS);
  expect(throttle.mayTry("1.2.3.4", "a@example.test", MINUTE_MS)).toBe(false);
  expect(throttle.mayTry("1.2.3.4", "a@example.test", 5 * MINUTE_MS)).toBe(true);
});

it("locks nobody out from another place, and nobody else from the same", () => {
  const throttle = new SignInThrottle();
  givenWrong(throttle, 20, 0);
  expect(throttle.mayTry("5.6.7.8", "a@example.test", 0)).toBe(true);
  expect(throttle.mayTry("1.2.3.4", "b@example.test", 0)).toBe(true);
});

it("forgets the mistakes once the password was right", () => {
  const throttle = new SignInThrottle();
  givenWrong(throttle, 9, 0);
  throttle.noteRight("1.2.3.4", "a@example.test");
  givenWrong(throttle, 9, 0);
  expect(throttle.mayTry("1.2.3.4", "a@example.test", 0)).toBe(true);
});
