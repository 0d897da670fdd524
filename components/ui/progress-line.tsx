/** A thin line at the top edge of its positioned parent while something is worked out; it takes no room and moves nothing. */
export function ProgressLine({ isActive }: { isActive: boolean }) {
  if (!isActive) return null;
  return (
    <span aria-hidden className="absolute inset-x-0 top-0 h-0.5 overflow-hidden">
      <span className="block h-full w-1/4 animate-travel rounded-full bg-accent motion-reduce:w-full" />
    </span>
  );
}
