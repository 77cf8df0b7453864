import { clsx } from 'clsx';

/** A grey stand-in with the size of what comes; give it height and width by class. */
export function Skeleton({ className }: { className: string }) {
  return <div aria-hidden className={clsx('animate-pulse rounded-sm bg-sunken', className)} />;
}
