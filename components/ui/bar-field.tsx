import { clsx } from 'clsx';
import { ChevronDown } from 'lucide-react';
import { type ComponentProps, type ReactNode, useId } from 'react';

/** The value of a question in a search bar, without a frame. */
export const barControl =
  'w-full min-w-0 appearance-none bg-transparent font-strong text-field text-ink outline-none placeholder:font-strong placeholder:text-ink sm:pointer-fine:text-body';

/** One question of a search bar, with its name over its value. */
export function BarCell({ className, ...props }: ComponentProps<'div'>) {
  return (
    <div
      className={clsx(
        'relative min-w-0 px-4 py-2 has-focus-visible:outline-2 has-focus-visible:outline-court has-focus-visible:-outline-offset-2 has-focus-visible:rounded-md sm:px-5',
        className,
      )}
      {...props}
    />
  );
}

type SelectProps = Omit<ComponentProps<'select'>, 'id' | 'className'> & {
  label: ReactNode;
  className?: string;
};

/** A list to pick one answer from, within a search bar. */
export function BarSelect({ label, className, children, ...props }: SelectProps) {
  const id = useId();
  return (
    <BarCell className={className}>
      <label htmlFor={id} className="block text-caption text-faint">
        {label}
      </label>
      <select id={id} className={clsx(barControl, 'cursor-pointer pr-6')} {...props}>
        {children}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute right-3 bottom-3.5 size-4" />
    </BarCell>
  );
}
