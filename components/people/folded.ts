/** The look of a form that is folded until it is wanted. */
export const FOLDED = {
  frame: 'rounded-md border border-line bg-card',
  summary: 'flex min-h-11 items-center rounded-md px-4 font-strong hover:bg-sunken',
  body: 'grid gap-4 border-line border-t p-4',
} as const;
