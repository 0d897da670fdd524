import { createTransport } from "nodemailer";
import { expect, it } from "vitest";
import { startFakeMail } from "./fake-mail";

it("shows what the product mailed, with links to follow and no markup of the sender's", async () => {
  const mail = await startFakeMail({ smtpPort: 0, pagePort: 0 });
  const link = `http://localhost:3000/reset/${"abc_-DEF".repeat(10)}`;
  await createTransport(mail.smtpUrl, { from: "us@lumos.test" }).sendMail({ to: "maya@corp.test", subject: "Hello <b>", text: `Choose it here:\n${link}\n` });
  const page = await (await fetch(mail.pageUrl)).text();
  expect(page).toContain("maya@corp.test");
  expect(page).toContain("Hello &lt;b&gt;");
  expect(page).toContain(`<a href="${link}">`);
  await mail.stop();
});
