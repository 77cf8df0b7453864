import { cva, type VariantProps } from 'class-variance-authority';
import type { ReactNode } from 'react';

const badge = cva(
  'inline-flex items-center gap-1.5 whitespace-nowrap rounded-full px-2.5 py-0.5 font-strong text-note',
  {
    variants: {
      tone: {
        neutral: 'bg-sunken text-ink-soft',
        court: 'bg-court-tint text-court-text',
        clay: 'bg-clay-tint text-clay-text',
        confirmed: 'bg-confirmed-tint text-confirmed-text',
        held: 'bg-held-tint text-held-text',
        danger: 'bg-danger-tint text-danger-text',
      },
    },
    defaultVariants: { tone: 'neutral' },
  },
);

export type Tone = NonNullable<VariantProps<typeof badge>['tone']>;

/** A state in a word. Its colour repeats it. */
export function Badge({ tone, icon, children }: { tone?: Tone; icon?: ReactNode; children: ReactNode }) {
  return (
    <span className={badge({ tone })}>
      {icon}
      {children}
    </span>
  );
}
