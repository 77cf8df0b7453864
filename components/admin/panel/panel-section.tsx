import type { ReactNode } from 'react';

type Props = {
  id: string;
  title: string /** The key that leads here. */;
  number: number;
  children: ReactNode;
};

/** A part of a panel under its heading. */
export function PanelSection({ id, title, number, children }: Props) {
  return (
    <section aria-labelledby={id} className="grid gap-3 border-line border-t px-5 py-4">
      <div className="flex items-center justify-between">
        <h3 id={id} tabIndex={-1} className="scroll-mt-4 font-strong text-body outline-none">
          {title}
        </h3>
        <kbd
          aria-hidden
          className="needs-script flex size-5 items-center justify-center rounded-sm border border-line font-sans text-caption text-faint max-md:hidden"
        >
          {number}
        </kbd>
      </div>
      {children}
    </section>
  );
}
