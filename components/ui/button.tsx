import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';

/** The classes of a button, for links that look like one. */
export const button = cva(
  'inline-flex cursor-pointer select-none items-center justify-center gap-2 rounded-md font-strong transition-colors print:hidden disabled:opacity-55 aria-disabled:opacity-55',
  {
    variants: {
      look: {
        primary: 'bg-court text-on-court hover:bg-court-deep',
        secondary: 'border border-line-strong bg-card text-ink hover:bg-sunken',
        quiet: 'text-court-text hover:bg-court-tint',
        danger: 'bg-danger text-on-danger hover:opacity-90',
      },
      size: {
        normal: 'min-h-11 px-5 text-body',
        large: 'min-h-13 px-6 text-lead',
        dense: 'min-h-11 whitespace-nowrap px-3 text-note',
        icon: 'size-11',
      },
      wide: { true: 'w-full', false: '' },
    },
    defaultVariants: { look: 'primary', size: 'normal', wide: false },
  },
);

type Props = ComponentProps<'button'> & VariantProps<typeof button>;

export function Button({ look, size, wide, className, type = 'button', ...props }: Props) {
  return <button type={type} className={button({ look, size, wide, className })} {...props} />;
}
