/** Moves one id by `steps` places, up when negative; stops at either end. */
export function moveBy(order: readonly string[], id: string, steps: number): readonly string[] {
  const from = order.indexOf(id);
  if (from < 0) return order;
  const rest = order.filter((each) => each !== id);
  const to = Math.max(0, Math.min(rest.length, from + steps));
  return rest.toSpliced(to, 0, id);
}

/** Puts the dragged ids, in their present order, right before or after `target`. */
export function moveBeside(
  order: readonly string[],
  dragged: ReadonlySet<string>,
  target: string,
  place: "before" | "after",
): readonly string[] {
  if (dragged.has(target)) return order;
  const moving = order.filter((id) => dragged.has(id));
  const rest = order.filter((id) => !dragged.has(id));
  const at = rest.indexOf(target);
  return at < 0 ? order : rest.toSpliced(place === "before" ? at : at + 1, 0, ...moving);
}
