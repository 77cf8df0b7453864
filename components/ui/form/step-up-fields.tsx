'use client';

import { useEffect, useId, useRef } from 'react';
import type { StepUp } from '@/lib/web/action';
import { button } from '../button';
import { TextField } from '../field';
import { SubmitButton } from '../submit-button';

type Props = {
  stepUp: StepUp;
  /** Whether a proof was given and is wrong. */
  wrong: boolean;
  words: Readonly<Record<string, string>>;
};

/** The question for the password or a code, with the typed fields in hidden inputs. */
export function StepUpFields({ stepUp: { ways, typed }, wrong, words }: Props) {
  const titleId = useId();
  return (
    <fieldset
      aria-labelledby={titleId}
      className="grid min-w-0 gap-4 rounded-md border border-line-strong bg-card p-4"
    >
      <div role="alert">
        <p id={titleId} className="font-strong">
          {words.stepUpTitle}
        </p>
        <p className="text-ink-soft">{ways.length > 0 ? words.stepUpText : words.stepUpSignInText}</p>
      </div>
      {Object.entries(typed).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {ways.length > 0 ? <Proof ways={ways} wrong={wrong} words={words} /> : <SignInAnew words={words} />}
    </fieldset>
  );
}

type ProofProps = Omit<Props, 'stepUp'> & Pick<StepUp, 'ways'>;

function Proof({ ways, wrong, words }: ProofProps) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <>
      <TextField
        ref={field}
        label={labelOf(ways, words)}
        name="step_up"
        type="password"
        autoComplete={ways.includes('password') ? 'current-password' : 'one-time-code'}
        required
        maxLength={128}
        error={wrong ? words.stepUpWrong : undefined}
      />
      <SubmitButton className="justify-self-start">{words.stepUpSubmit}</SubmitButton>
    </>
  );
}

function labelOf(ways: StepUp['ways'], words: Props['words']): string | undefined {
  if (ways.length > 1) return words.stepUpEither;
  return ways[0] === 'code' ? words.stepUpCode : words.stepUpPassword;
}

const SignInAnew = ({ words }: Pick<Props, 'words'>) => (
  <a href={words.stepUpSignInHref} className={button({ className: 'justify-self-start' })}>
    {words.stepUpSignIn}
  </a>
);
