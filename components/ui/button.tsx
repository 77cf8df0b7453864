import { clsx } from 'clsx';
import type { ComponentProps } from 'react';

const ANY =
  'inline-flex cursor-pointer select-none items-center justify-center gap-2 rounded-md font-strong transition-colors print:hidden disabled:opacity-55 aria-disabled:opacity-55';

const LOOKS = {
  primary: 'bg-court text-on-court hover:bg-court-deep',
  secondary: 'border border-line-strong bg-card text-ink hover:bg-sunken',
  quiet: 'text-court-text hover:bg-court-tint',
  danger: 'bg-danger text-on-danger hover:opacity-90',
};

const SIZES = {
  normal: 'min-h-11 px-5 text-body',
  large: 'min-h-13 px-6 text-lead',
  dense: 'min-h-11 whitespace-nowrap px-3 text-note',
  icon: 'size-11',
};

type Style = {
  look?: keyof typeof LOOKS | undefined;
  size?: keyof typeof SIZES | undefined;
  wide?: boolean | undefined;
  className?: string | undefined;
};

/** The classes of a button, for links that look like one. */
export const button = ({ look = 'primary', size = 'normal', wide = false, className }: Style = {}) =>
  clsx(ANY, LOOKS[look], SIZES[size], wide && 'w-full', className);

type Props = ComponentProps<'button'> & Style;

export function Button({ look, size, wide, className, type = 'button', ...props }: Props) {
  return <button type={type} className={button({ look, size, wide, className })} {...props} />;
}
