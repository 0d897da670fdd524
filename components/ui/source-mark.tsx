/** A neutral monogram of the connector with the integration's name: no logo, no colour that would mean a state. */
export function SourceMark({ connector, name }: { connector: string; name: string }) {
  return (
    <span className="inline-flex max-w-full min-w-0 items-center gap-2">
      <span
        aria-hidden
        className="inline-flex size-5 shrink-0 items-center justify-center rounded-md border border-border bg-surface-secondary font-mono text-[0.625rem] font-semibold text-muted uppercase"
      >
        {connector.slice(0, 2)}
      </span>
      <span className="min-w-0 truncate" title={name}>
        {name}
      </span>
    </span>
  );
}
