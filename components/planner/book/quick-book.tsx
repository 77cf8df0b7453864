'use client';

import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { beside } from '@/components/planner/desk/place-beside';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { button } from '@/components/ui/button';
import { SubmitButton } from '@/components/ui/submit-button';
import { QuickFields, type QuickFieldsProps } from './quick-fields';
import { QuickHead } from './quick-head';

type Props = QuickFieldsProps & {
  book: FormAction<unknown>;
  /** Shows the same as a series. Null for who may not draft one. */
  repeat: ((form: FormData) => Promise<void>) | null;
  /** The board without this form, without and with its language. */
  back: string;
  closeHref: Route;
  errors: Readonly<Record<string, string>>;
};

/**
 * Books a place of the board: who, how long, and as what. With a name and Enter twice it is done. Without scripts it
 * is a form like any other.
 */
export function QuickBook(props: Props) {
  const { book, closeHref, words, errors } = props;
  const box = useRef<HTMLElement>(null);
  const router = useRouter();

  // Beside its place on the board, where there is room for it.
  useLayoutEffect(() => {
    const place = document.querySelector('[data-new]');
    const form = box.current;
    if (!form || !place || !matchMedia('(width >= 48rem)').matches) return;
    form.classList.add('is-placed');
    // It stays within the window when a price or another kind makes it higher.
    const sized = new ResizeObserver(() => beside(form, place));
    sized.observe(form);
    return () => sized.disconnect();
  }, []);

  useEffect(() => {
    box.current?.querySelector<HTMLInputElement>('[role="combobox"], [name="title"]')?.focus();
    // Back to the piece of the board that was last in focus, unless the focus has gone elsewhere.
    return () => {
      if (document.activeElement === document.body)
        document.querySelector<HTMLElement>('[data-at] a[tabindex="0"]')?.focus();
    };
  }, []);

  return (
    <section
      ref={box}
      aria-labelledby="quick-book"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) router.push(closeHref, { scroll: false });
      }}
      className="quick-book"
    >
      <QuickHead id="quick-book" title={words.newTitle} closeHref={closeHref} close={words.close} />
      <ActionForm action={book} words={errors} className="grid gap-3">
        <input type="hidden" name="club" value={props.clubId} />
        <input type="hidden" name="back" value={props.back} />
        <QuickFields {...props} />
        <SubmitButton>{words.book}</SubmitButton>
        {/* After the button that Enter presses. */}
        {props.repeat && (
          <button
            type="submit"
            formAction={props.repeat}
            formNoValidate
            className={button({ look: 'quiet', size: 'dense' })}
          >
            {words.repeat}
          </button>
        )}
      </ActionForm>
    </section>
  );
}
