import type { ReactNode } from 'react';

/** The words in a row that unfold a form below it. */
export const Unfold = ({ children }: { children: ReactNode }) => (
  <summary className="w-fit cursor-pointer list-none py-1 text-note underline decoration-edge underline-offset-4">
    {children}
  </summary>
);
