'use client';

import { lazy, type ReactNode, useActionState, useState } from 'react';
import type { ActionResult } from '@/lib/web/action';
import { Callout } from './callout';
import { FieldErrors, TypedFields } from './form/form-state';

// Few forms are answered by these, and the answer waits for their scripts.
const StaleFields = lazy(async () => ({ default: (await import('./form/stale-fields')).StaleFields }));
const StepUpFields = lazy(async () => ({ default: (await import('./form/step-up-fields')).StepUpFields }));

export type FormAction<Data> = (
  previous: ActionResult<Data> | null,
  form: FormData,
) => Promise<ActionResult<Data>>;

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
 * A form over a server action, which works before scripts load and shows errors at their fields. Its fields are
 * those of `form-fields.tsx`, which keep what was typed when they are sent without scripts.
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
