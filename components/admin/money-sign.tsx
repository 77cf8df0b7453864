import { clsx } from 'clsx';

/** An empty circle for what owes all, and a half filled one for what owes a part. */
export const MoneySign = ({ state, className }: { state: 'owed' | 'part'; className: string }) => (
  <span
    aria-hidden
    className={clsx(
      'shrink-0 rounded-full border-[1.5px] border-current forced-color-adjust-none',
      state === 'part' && 'bg-[linear-gradient(90deg,transparent_50%,currentColor_50%)]',
      className,
    )}
  />
);
