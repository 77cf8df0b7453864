'use client';

import { type KeyboardEvent, type ReactElement, useActionState, useEffect, useRef } from 'react';
import { Callout } from '@/components/ui/callout';
import { SubmitButton } from '@/components/ui/submit-button';
import type { ActionResult } from '@/lib/web/action';

/** What the form of a list gets back: what the list would change, and the list as it was typed. */
export type ListAnswer<Draft, Effect> = {
  result: ActionResult<Effect>;
  draft: Draft;
  attempt: number;
};

export type ListAction<Draft, Effect> = (
  previous: ListAnswer<Draft, Effect> | null,
  form: FormData,
) => Promise<ListAnswer<Draft, Effect>>;

type Rows<Draft> = {
  draft: Draft;
  /** A key for what the last answer has changed. */
  attempt: number;
  errors: Readonly<Record<string, string[]>>;
};

type Props<Draft, Effect> = {
  club: string;
  revision: number;
  draft: Draft;
  submit: ListAction<Draft, Effect>;
  words: Readonly<Record<string, string>>;
  rows: (shown: Rows<Draft>) => ReactElement;
  effect: (effect: Effect) => ReactElement;
  onKeyDown?: (event: KeyboardEvent<HTMLFormElement>) => void;
};

/**
 * A whole list of a club in one form. It is looked at first and saved from what that shows. What was typed comes back
 * with each answer, so that it also stays without scripts.
 */
export function ListForm<Draft, Effect>(props: Props<Draft, Effect>) {
  const { club, revision, words, rows, effect, onKeyDown } = props;
  const [answer, submit] = useActionState(props.submit, null);
  const told = useRef<HTMLDivElement>(null);
  const result = answer?.result ?? null;
  const failed = result && !result.ok ? result : null;

  // The button stands below the rows, and its answer above them.
  useEffect(() => {
    if (answer === null) return;
    told.current?.scrollIntoView({ block: 'start' });
    told.current?.focus({ preventScroll: true });
  }, [answer]);

  return (
    <form
      action={submit}
      // React empties a form after its action, but these rows say what was typed.
      onReset={(event) => event.preventDefault()}
      onKeyDown={onKeyDown}
      className="grid grid-cols-[minmax(0,1fr)] gap-4"
    >
      <input type="hidden" name="club" value={club} />
      <input type="hidden" name="revision" value={revision} />
      <div ref={told} tabIndex={-1} className="scroll-mt-4 outline-none empty:hidden">
        {failed && (
          <Callout tone="danger" urgent title={words[failed.code] ?? words.internal ?? failed.message} />
        )}
        {result?.ok && (
          <div role="status" className="contents">
            {effect(result.data)}
          </div>
        )}
      </div>
      {rows({
        draft: answer?.draft ?? props.draft,
        attempt: answer?.attempt ?? 0,
        errors: failed?.fields ?? {},
      })}
      <div>
        <SubmitButton
          formNoValidate
          name="intent"
          value="preview"
          look={result?.ok ? 'secondary' : 'primary'}
        >
          {words.review}
        </SubmitButton>
      </div>
    </form>
  );
}
