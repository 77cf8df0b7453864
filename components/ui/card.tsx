import { clsx } from 'clsx';
import type { ComponentProps } from 'react';

/** A surface with a hairline around it. */
export function Card({ className, ...props }: ComponentProps<'div'>) {
  return <div className={clsx('rounded-card border border-line bg-card', className)} {...props} />;
}
