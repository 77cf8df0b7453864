'use client';

import { unstable_isUnrecognizedActionError, useParams } from 'next/navigation';
import { useEffect, useSyncExternalStore } from 'react';
import { Button } from '@/components/ui/button';
import { listenToLine } from './listen-to-line';
import { keepSentForm } from './sent-form';

/** Without the catalogue of words, which may be what failed. */
const WORDS = {
  es: {
    title: 'Algo ha fallado por nuestra parte',
    text: {
      page: 'No hemos podido mostrarte esta página. Inténtalo de nuevo; si sigue igual, vuelve en unos minutos.',
      bookings:
        'No hemos podido mostrarte esta página. Lo que hayas reservado o cancelado está guardado; inténtalo de nuevo.',
      payment:
        'Aún no hemos podido comprobar el pago. Si se hizo, tu reserva se confirma sola y te escribimos. No pagues dos veces.',
    },
    updatedTitle: 'Pista se ha actualizado',
    updatedText: 'Volvemos a cargar la página. Lo que has escrito no se pierde.',
    offlineTitle: 'Parece que no tienes conexión',
    retry: 'Intentar de nuevo',
    reference: 'Referencia',
  },
  en: {
    title: 'Something failed on our side',
    text: {
      page: 'We could not show you this page. Try again; if it stays like this, come back in a few minutes.',
      bookings: 'We could not show you this page. What you booked or cancelled is kept; try again.',
      payment:
        'We could not check the payment yet. If it was made, your booking confirms itself and we will write to you. Do not pay twice.',
    },
    updatedTitle: 'Pista was updated',
    updatedText: 'We are loading the page again. What you typed is kept.',
    offlineTitle: 'You seem to be offline',
    retry: 'Try again',
    reference: 'Reference',
  },
} as const;

export type PageFailure = { error: unknown; retry: () => void };

/** What the reader may worry about. */
export type Worry = keyof typeof WORDS.es.text;

type Props = PageFailure & { about?: Worry | undefined };

/** Shown in place of a page that failed, or whose form belongs to an older version. */
export function ErrorPage(props: Props) {
  const params = useParams();
  const words = params?.locale === 'en' ? WORDS.en : WORDS.es;
  if (unstable_isUnrecognizedActionError(props.error)) return <Updated words={words} />;
  return <Failed {...props} words={words} />;
}

type Words = (typeof WORDS)[keyof typeof WORDS];

/**
 * A tab from before a deployment posted to an action that is gone, so the page is loaded anew. @see
 * https://nextjs.org/docs/messages/failed-to-find-server-action
 */
function Updated({ words }: { words: Words }) {
  useEffect(() => {
    keepSentForm();
    location.reload();
  }, []);
  return (
    <div role="alert" className="mx-auto max-w-xl px-4 py-16 text-center">
      <h1 className="text-head">{words.updatedTitle}</h1>
      <p className="mt-2 text-ink-soft text-lead">{words.updatedText}</p>
    </div>
  );
}

/** Trying again asks the server for the page. */
function Failed({ error, retry, about = 'page', words }: Props & { words: Words }) {
  const online = useSyncExternalStore(
    listenToLine,
    () => navigator.onLine,
    () => true,
  );
  const digest = digestOf(error);
  return (
    <div role="alert" className="mx-auto max-w-xl px-4 py-16 text-center">
      <h1 className="text-head">{online ? words.title : words.offlineTitle}</h1>
      <p className="mt-2 mb-6 text-ink-soft text-lead">{words.text[about]}</p>
      <Button onClick={retry}>{words.retry}</Button>
      {digest && (
        <p className="mt-6 text-ink-faint text-note">
          {words.reference}: <code>{digest}</code>
        </p>
      )}
    </div>
  );
}

/** By what the log names the failure. */
const digestOf = (error: unknown): string | undefined =>
  error instanceof Error && 'digest' in error && typeof error.digest === 'string' ? error.digest : undefined;
