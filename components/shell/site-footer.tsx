'use client';

import type { ComponentProps } from 'react';
import { Link } from '@/components/shared/link';
import { LanguageSwitch } from './language-switch';
import { ThemeButtons } from './theme-buttons';

type Props = {
  words: { promise: string; forClubs: string; pages: string };
  /** The pages about Pista and the law. */
  documents: readonly { name: string; title: string }[];
  language: ComponentProps<typeof LanguageSwitch>;
  theme: ComponentProps<typeof ThemeButtons>;
};

export const SiteFooter = ({ words, documents, language, theme }: Props) => (
  <footer className="mt-16 border-line border-t">
    <div className="mx-auto flex w-full max-w-6xl flex-wrap items-center justify-between gap-4 px-4 py-6">
      <p className="max-w-md text-ink-soft text-note">{words.promise}</p>
      <div className="flex flex-wrap items-center gap-3">
        <Link href="/for-clubs" className="inline-flex min-h-11 items-center px-2 text-note underline">
          {words.forClubs}
        </Link>
        <LanguageSwitch {...language} />
        <ThemeButtons {...theme} />
      </div>
    </div>
    <nav aria-label={words.pages} className="mx-auto flex w-full max-w-6xl flex-wrap gap-x-1 px-2 pb-6">
      {documents.map(({ name, title }) => (
        <Link
          key={name}
          href={`/${name}`}
          className="inline-flex min-h-11 items-center px-2 text-ink-soft text-note hover:text-ink"
        >
          {title}
        </Link>
      ))}
    </nav>
  </footer>
);
