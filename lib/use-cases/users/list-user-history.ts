import { AppError } from "@/lib/core/errors";
import { UserId } from "@/lib/core/ids";
import { listUserHistory as listRecords } from "@/lib/db/user-history";
import { findUser } from "@/lib/db/users";
import { PageQuery } from "@/lib/use-cases/page-query";
import { useCase } from "@/lib/use-cases/use-case";

/** What was really changed about one User, newest first; throws `not_found`. */
export const listUserHistory = useCase({
  permission: "user:read",
  input: PageQuery.extend({ id: UserId }),
  run: async ({ scope, input: { id, limit, cursor } }) => {
    if ((await findUser(scope, id)) === null) throw new AppError("not_found", "There is no such User.");
    return listRecords(scope, { userId: id, limit, cursor });
  },
});
