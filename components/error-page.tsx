'use client';

import { useParams } from 'next/navigation';
import { Button } from './ui/button';

/** Said without the catalogue of words, which may be what failed. */
const WORDS = {
  es: {
    title: 'Algo ha fallado por nuestra parte',
    text: 'Lo sentimos. No se ha cambiado ni cobrado nada con este paso.',
    retry: 'Intentar de nuevo',
    reference: 'Referencia',
  },
  en: {
    title: 'Something failed on our side',
    text: 'We are sorry. Nothing was changed or charged by this step.',
    retry: 'Try again',
    reference: 'Reference',
  },
} as const;

type Props = { error: Error & { digest?: string }; reset: () => void };

/** What is shown instead of a page that could not be made. */
export function ErrorPage({ error, reset }: Props) {
  const { locale } = useParams();
  const words = locale === 'en' ? WORDS.en : WORDS.es;
  return (
    <div role="alert" className="mx-auto max-w-xl px-4 py-16 text-center">
      <h1 className="text-head">{words.title}</h1>
      <p className="mt-2 mb-6 text-ink-soft text-lead">{words.text}</p>
      <Button onClick={reset}>{words.retry}</Button>
      {error.digest && (
        <p className="mt-6 text-ink-faint text-note">
          {words.reference}: <code>{error.digest}</code>
        </p>
      )}
    </div>
  );
}
