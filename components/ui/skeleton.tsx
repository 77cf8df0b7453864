import { clsx } from 'clsx';

/** A grey placeholder with the size of the content, given by class. */
export function Skeleton({ className }: { className: string }) {
  return <div aria-hidden className={clsx('animate-pulse rounded-sm bg-sunken', className)} />;
}
