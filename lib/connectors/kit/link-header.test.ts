import { describe, expect, test } from "vitest";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { findNextLink } from "@/lib/connectors/kit/link-header";

const page = new URL("https://acme.okta.com/api/v1/users?limit=200");
const next = (link: string | undefined): string | undefined =>
  findNextLink(new Headers(link === undefined ? {} : { link }), page)?.href;

describe("the link to the next page", () => {
  const expected = "https://acme.okta.com/api/v1/users?after=1&limit=200";

  test.each([
    { form: "alone", link: `<${expected}>; rel="next"` },
    { form: "after another link", link: `<${page.href}>; rel="self", <${expected}>; rel="next"` },
    { form: "before another link", link: `<${expected}>; rel="next", <${page.href}>; rel="prev"` },
    { form: "without quotation marks", link: `<${expected}>;rel=next` },
    { form: "with capitals", link: `<${expected}>; REL="NEXT"` },
    { form: "as one of several relations", link: `<${expected}>; rel="last next"` },
    { form: "after another parameter", link: `<${expected}>; title="more; people"; rel="next"` },
    { form: "after a parameter with a comma", link: `<${expected}>; title="people, page 2"; rel="next"` },
    { form: "after a parameter without a value", link: `<${expected}>; crossorigin; rel = "next"` },
    { form: "relative to the page", link: `</api/v1/users?after=1&limit=200>; rel="next"` },
  ])("is found $form", ({ link }) => {
    expect(next(link)).toBe(expected);
  });

  test("keeps a cursor that holds a comma whole", () => {
    expect(next(`<https://acme.okta.com/api/v1/users?after=a,b>; rel="next"`)).toBe("https://acme.okta.com/api/v1/users?after=a,b");
  });

  test.each([undefined, "", "rubbish", `<${page.href}>; rel="self"`, `<${page.href}>; rel="nextish"`, `<${page.href}>; title="next"`, `<${page.href}>; rel="self"; rel="next"`, `<${page.href}>; title="a; rel=next"`])(
    "is absent in %j, and so the list has ended",
    (link) => {
      expect(next(link)).toBeUndefined();
    },
  );

  test.each(["https://evil.example/api/v1/users", "http://acme.okta.com/api/v1/users", "https://acme.okta.com:8443/x", "//evil.example/x"])(
    "is not followed to %s, so that credentials go nowhere else",
    (target) => {
      expect(() => next(`<${target}>; rel="next"`)).toThrow(ConnectorError);
      expect(() => next(`<${target}>; rel="next"`)).toThrow("leads to another address");
    },
  );
});
