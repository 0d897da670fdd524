/** Somebody else has the walk now, or it was cancelled: whoever meets this writes nothing more. No failure of anything. */
export class LeaseLost extends Error {
  override readonly name = "LeaseLost";
}
