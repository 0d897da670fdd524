import { installPeers } from "../../scripts/peers.mjs";

/** Installing takes longer than any test may, and two files must not install at once. */
export const setup = installPeers;
