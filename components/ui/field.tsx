import { clsx } from 'clsx';
import { type ComponentProps, type ReactNode, useId } from 'react';

const CONTROL =
  'min-h-12 w-full rounded-md border border-strong bg-card px-3 text-field text-ink placeholder:text-faint [&[readonly]]:bg-sunken [&[readonly]]:text-soft aria-invalid:border-danger';

/** The classes of every input. */
export const control = (className?: string) => clsx(CONTROL, className);

type FieldProps = {
  label: ReactNode;
  hint?: ReactNode;
  /** The error in a sentence. */
  error?: string | undefined;
};

type Labelled<Tag extends 'input' | 'select' | 'textarea'> = FieldProps & Omit<ComponentProps<Tag>, 'id'>;

/** A labelled text field. Screen readers read its hint and error with it. */
export function TextField({ label, hint, error, className, ...props }: Labelled<'input'>) {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <input
        id={id}
        className={control(className)}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, hint, error)}
        {...props}
      />
    </Frame>
  );
}

/** The same for a text of several lines. */
export function TextAreaField({ label, hint, error, className, ...props }: Labelled<'textarea'>) {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <textarea
        id={id}
        className={clsx(CONTROL, 'py-2.5', className)}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, hint, error)}
        {...props}
      />
    </Frame>
  );
}

/** A labelled list to pick one from. */
export function SelectField({ label, hint, error, className, children, ...props }: Labelled<'select'>) {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <select
        id={id}
        className={control(className)}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, hint, error)}
        {...props}
      >
        {children}
      </select>
    </Frame>
  );
}

/** A box to tick, with a target as large as its sentence. */
export function CheckField({
  label,
  hint,
  ...props
}: FieldProps & Omit<ComponentProps<'input'>, 'id' | 'type'>) {
  const id = useId();
  return (
    <label htmlFor={id} className="flex min-h-11 items-start gap-3 py-2">
      <input
        id={id}
        type="checkbox"
        className="mt-0.5 size-5 shrink-0 accent-court"
        aria-describedby={describedBy(id, hint, undefined)}
        {...props}
      />
      <span>
        {label}
        {hint && (
          <span id={`${id}-hint`} className="block text-ink-soft text-note">
            {hint}
          </span>
        )}
      </span>
    </label>
  );
}

function Frame({ id, label, hint, error, children }: FieldProps & { id: string; children: ReactNode }) {
  return (
    <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-1.5">
      <label htmlFor={id} className="font-strong text-note">
        {label}
      </label>
      {children}
      {hint && (
        <p id={`${id}-hint`} className="text-ink-soft text-note">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="text-danger-text text-note">
          {error}
        </p>
      )}
    </div>
  );
}

const describedBy = (id: string, hint: ReactNode, error: string | undefined) =>
  [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
