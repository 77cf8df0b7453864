/** The name and its mark. */
export function Logo() {
  return (
    <span className="flex items-center gap-2 font-strong text-title tracking-tight">
      <CourtMark />
      Pista
    </span>
  );
}

/** A court seen from above with its net. */
export function CourtMark() {
  return (
    <svg aria-hidden="true" viewBox="0 0 24 24" className="size-6 shrink-0">
      <rect x="3" y="1" width="18" height="22" rx="3" className="fill-court" />
      <path
        d="M3 12h18M6 6.5h12M6 17.5h12M12 6.5v11"
        className="stroke-on-court"
        strokeWidth="1.4"
        fill="none"
      />
    </svg>
  );
}
