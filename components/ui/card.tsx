import { clsx } from 'clsx';
import type { ComponentProps } from 'react';

/** A raised surface with a hairline border. */
export function Card({ className, ...props }: ComponentProps<'div'>) {
  return <div className={clsx('rounded-md border border-line bg-card shadow-lift', className)} {...props} />;
}
