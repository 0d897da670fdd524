import { listTransitions } from "@/lib/use-cases/transitions/list-transitions";
import { os } from "./base";
import { toWire } from "./wire";

export const transitionsRouter = {
  list: os.transitions.list.handler(async ({ context, input }) => toWire(await listTransitions(context.actor, input))),
};
