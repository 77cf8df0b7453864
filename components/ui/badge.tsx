import { cva, type VariantProps } from 'class-variance-authority';
import type { ReactNode } from 'react';

const badge = cva('inline-flex items-center gap-1.5 px-2.5 py-0.5 font-strong text-note', {
  variants: {
    tone: {
      neutral: 'bg-sunken text-ink-soft',
      court: 'bg-court-tint text-court-text',
      clay: 'bg-clay-tint text-clay-text',
      confirmed: 'bg-confirmed-tint text-confirmed-text',
      held: 'bg-held-tint text-held-text',
      danger: 'bg-danger-tint text-danger-text',
    },
    wraps: { true: 'rounded-card', false: 'whitespace-nowrap rounded-full' },
  },
  defaultVariants: { tone: 'neutral', wraps: false },
});

export type Tone = NonNullable<VariantProps<typeof badge>['tone']>;

type Props = {
  tone?: Tone;
  icon?: ReactNode;
  /** Whether it may take several lines, because it names somebody. */
  wraps?: boolean;
  children: ReactNode;
};

/** A state in a word. Its colour repeats it. */
export function Badge({ tone, icon, wraps, children }: Props) {
  return (
    <span className={badge({ tone, wraps })}>
      {icon}
      {children}
    </span>
  );
}
