import { KeyValueList } from "@/components/ui/key-value-list";
import { SourceMark } from "@/components/ui/source-mark";
import type { UserDetail } from "@/lib/api/contract/users";
import { fieldLabel, inFieldOrder } from "./field-words";

/** Every value beside the source it came from. */
export function UserFields({ user }: { user: UserDetail }) {
  if (user.fields.length === 0) return <p className="text-muted">No source gives a value yet.</p>;
  return (
    <KeyValueList
      items={inFieldOrder(user.fields).map(({ field, value, source }) => ({
        key: field,
        label: fieldLabel(field),
        value,
        aside: source ? (
          <>
            <span className="sr-only">from </span>
            <SourceMark connector={source.connector} name={source.name} />
          </>
        ) : (
          "No source"
        ),
      }))}
    />
  );
}
