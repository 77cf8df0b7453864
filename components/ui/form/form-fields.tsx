'use client';

import { type ComponentProps, use } from 'react';
import { CheckField, SelectField, TextAreaField, TextField } from '../field';
import { TypedFields, useFieldError, useTyped } from './form-state';

/** Whether a box begins ticked: as it was sent without scripts, else as it is stored. One without a tick is not sent. */
function useTicked(name: string, stored: boolean): boolean {
  const typed = use(TypedFields);
  return typed === null ? stored : Object.hasOwn(typed, name);
}

type Begun = {
  name?: string | undefined;
  value?: unknown;
  defaultValue?: string | number | readonly string[] | undefined;
};

/** With what a field begins: what was typed, else what is stored, which is written down beside it. */
function useBeginning({ name, value, defaultValue }: Begun) {
  const typed = useTyped(name ?? '');
  if (typed === undefined || value !== undefined) return {};
  return { defaultValue: typed, 'data-stored': String(defaultValue ?? '') };
}

type TextProps = Omit<ComponentProps<typeof TextField>, 'error'> & {
  /**
   * The text for a wrong value, where the page has a better one than the action: one sentence, or one for each
   * reason.
   */
  unfit?: string | Readonly<Record<string, string>>;
};

/** A text field with its action's error. */
export function FormText({ unfit, ...props }: TextProps) {
  const error = useFieldError(props.name);
  const begins = useBeginning(props);
  return (
    <TextField {...props} {...begins} error={error === undefined ? undefined : wordsFor(error, unfit)} />
  );
}

function wordsFor(error: string, unfit: TextProps['unfit']): string {
  if (typeof unfit !== 'object') return unfit ?? error;
  return (Object.hasOwn(unfit, error) ? unfit[error] : unfit.otherwise) ?? error;
}

type TextAreaProps = Omit<ComponentProps<typeof TextAreaField>, 'error'> & Pick<TextProps, 'unfit'>;

/** A text of several lines with its action's error. */
export function FormTextArea({ unfit, ...props }: TextAreaProps) {
  const error = useFieldError(props.name);
  const begins = useBeginning(props);
  return (
    <TextAreaField {...props} {...begins} error={error === undefined ? undefined : wordsFor(error, unfit)} />
  );
}

/** A list with its action's error. */
export function FormSelect(props: Omit<ComponentProps<typeof SelectField>, 'error'>) {
  const error = useFieldError(props.name);
  const begins = useBeginning(props);
  return <SelectField data-stored={props.defaultValue} {...props} {...begins} error={error} />;
}

/** A box to tick. */
export function FormCheck({ defaultChecked = false, ...props }: ComponentProps<typeof CheckField>) {
  return <CheckField {...props} defaultChecked={useTicked(props.name ?? '', defaultChecked)} />;
}
