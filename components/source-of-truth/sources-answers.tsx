import Link from "next/link";
import { Answer } from "@/components/ui/answer";
import { peopleWords } from "./source-row";

const LINK = "text-accent-text underline underline-offset-2";

/** The four questions people ask about User Sources, answered where they arise. */
export function SourcesAnswers({ base, sourceless }: { base: string; sourceless: number }) {
  return (
    <div className="flex flex-col items-start gap-1">
      <Answer question="What happens when I change the sources or their order?">
        Names, e-mails and statuses follow the new order at the next sync; the effect beside the list says for whom. Nobody is deleted.
        People who become Suspended or Inactive cannot sign in any more.
      </Answer>
      <Answer question="How do these people get refreshed?">
        Each source is read on its own schedule, and name, e-mail and status follow. To read one now, open it under{" "}
        <Link href={`${base}/integrations`} className={LINK}>
          Integrations
        </Link>{" "}
        and press Sync.
      </Answer>
      <Answer question="Why are there people who are in none of these sources?">
        Their source was removed or replaced, or returns them no longer. They keep their last values, because nobody is deleted.{" "}
        {sourceless > 0 ? (
          <Link href={`${base}/users?sourceless=true`} className={LINK}>
            See these {peopleWords(sourceless)}
          </Link>
        ) : (
          "At present there are none."
        )}
      </Answer>
      <Answer question="Why is an app not offered?">
        Only apps that are connected can be a source.{" "}
        <Link href={`${base}/integrations`} className={LINK}>
          Connect it
        </Link>{" "}
        first; it stands under “Add source” at once. An app for which there is no connector can come as a CSV file.
      </Answer>
    </div>
  );
}
