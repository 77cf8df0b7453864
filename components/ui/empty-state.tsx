import type { ReactNode } from 'react';

/** Shown where a list is empty, with the next step. */
export function EmptyState({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <div className="grid justify-items-center gap-3 rounded-md border border-line border-dashed px-6 py-12 text-center">
      <h2 className="text-title">{title}</h2>
      <p className="max-w-md text-ink-soft">{text}</p>
      {children && <div className="mt-2 flex flex-wrap justify-center gap-3">{children}</div>}
    </div>
  );
}
