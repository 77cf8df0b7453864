'use client';

import { type ComponentProps, createContext, type ReactNode, use, useActionState, useState } from 'react';
import type { ActionResult } from '@/lib/web/action';
import { Callout } from './callout';
import { CheckField, SelectField, TextAreaField, TextField } from './field';
import { StaleFields } from './stale-fields';
import { StepUpFields } from './step-up-fields';

export type FormAction<Data> = (
  previous: ActionResult<Data> | null,
  form: FormData,
) => Promise<ActionResult<Data>>;

type Fields = Record<string, string[]>;
const FieldErrors = createContext<Fields>({});

/** What the fields held when they were sent without scripts. Null in every other page. */
const TypedFields = createContext<Readonly<Record<string, string>> | null>(null);

type Props<Data> = {
  action: FormAction<Data>;
  /** The text for each error code, in the page's language. */
  words: Readonly<Record<string, string>>;
  /** The text after a success. */
  done?: string;
  /** Shows the result of the action. */
  shows?: (data: Data) => ReactNode;
  /** A `summary` that folds the form until it is opened or has a result. */
  folded?: { summary: ReactNode; className?: string };
  className?: string;
  children: ReactNode;
};

/**
 * A form over a server action, which works before scripts load and shows errors at their fields. Its fields are those
 * below, which keep what was typed when they are sent without scripts.
 */
export function ActionForm<Data>({ action, words, done, shows, folded, className, children }: Props<Data>) {
  const [result, submit] = useActionState(action, null);
  const failed = result !== null && !result.ok ? result : null;
  const stepUp = failed?.stepUp;
  // Only the answer to a form that was sent without scripts is there from the beginning.
  const [typed] = useState(failed?.typed ?? null);
  const form = (
    // React empties a form after its action, also after a failure, so the typed text is kept here.
    <form action={submit} onReset={(event) => event.preventDefault()} className={className}>
      {failed && !stepUp && (
        <Callout tone="danger" urgent title={words[failed.code] ?? words.internal ?? failed.message} />
      )}
      {failed?.code === 'conflict' && <StaleFields words={words} />}
      {result?.ok && done && (
        <div role="status">
          <Callout tone="confirmed" title={done} />
        </div>
      )}
      {result?.ok && shows && <div className="contents">{shows(result.data)}</div>}
      {stepUp && (
        <StepUpFields stepUp={stepUp} wrong={Object.hasOwn(failed.fields, 'step_up')} words={words} />
      )}
      {/* While a proof is asked for, the fields keep their values, which the proof's form sends. */}
      <fieldset
        role="none"
        className="contents"
        disabled={stepUp !== undefined}
        hidden={stepUp !== undefined}
      >
        <FieldErrors value={failed?.fields ?? {}}>
          <TypedFields value={result?.ok ? null : typed}>{children}</TypedFields>
        </FieldErrors>
      </fieldset>
    </form>
  );
  if (!folded) return form;
  return (
    <details open={result !== null || undefined} className={folded.className}>
      {folded.summary}
      {form}
    </details>
  );
}

/** What the action says of the fields, by their names. */
export const useFieldErrors = () => use(FieldErrors);

/** What the action says of a field, for one that is no text field or list. */
export const useFieldError = (name: string | undefined) => use(FieldErrors)[name ?? '']?.join(' ');

/** What was typed into a field without scripts, for one that holds its value itself. */
export function useTyped(name: string): string | undefined {
  const typed = use(TypedFields);
  return typed !== null && Object.hasOwn(typed, name) ? typed[name] : undefined;
}

/** Whether the page answers a form that was sent without scripts. */
export const useIsAnswer = (): boolean => use(TypedFields) !== null;

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
