import { listConnectors } from "@/lib/use-cases/connectors/list-connectors";
import { os } from "./base";

export const connectorsRouter = {
  list: os.connectors.list.handler(({ context }) => listConnectors(context.actor, {})),
};
