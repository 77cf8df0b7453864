/** What unfolds a form of the panel. */
export const SUMMARY =
  'inline-flex min-h-11 items-center rounded-md border border-line-strong bg-card px-3 font-strong text-note hover:bg-sunken';
