import { cva, type VariantProps } from 'class-variance-authority';
import type { ReactNode } from 'react';

const callout = cva('rounded-md px-4 py-3', {
  variants: {
    tone: {
      neutral: 'bg-sunken text-ink',
      confirmed: 'bg-confirmed-tint text-confirmed-text',
      held: 'bg-held-tint text-held-text',
      danger: 'bg-danger-tint text-danger-text',
    },
  },
  defaultVariants: { tone: 'neutral' },
});

type Props = VariantProps<typeof callout> & {
  title?: string;
  /** Read out as soon as it appears. */
  urgent?: boolean;
  children?: ReactNode;
};

/** A message in its place: what happened, what is safe, what to do next. */
export function Callout({ tone, title, urgent = false, children }: Props) {
  return (
    <div role={urgent ? 'alert' : undefined} className={callout({ tone })}>
      {title && <p className="font-strong">{title}</p>}
      {children !== undefined && <div>{children}</div>}
    </div>
  );
}
