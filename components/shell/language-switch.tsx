'use client';

import { clsx } from 'clsx';
import { usePathname, useSearchParams } from 'next/navigation';
import type { Locale } from '@/lib/core/context';

const NAMES = { es: 'Español', en: 'English' } as const satisfies Record<Locale, string>;
const LOCALES: readonly Locale[] = ['es', 'en'];

/** The same page in the other language, by a plain link, because the whole document changes. */
export function LanguageSwitch({ locale, label }: { locale: Locale; label: string }) {
  const pathname = usePathname();
  const search = useSearchParams().toString();
  const rest = pathname.slice(locale.length + 1);
  return (
    <nav aria-label={label} className="flex gap-1">
      {LOCALES.map((other) => (
        <a
          key={other}
          href={`/${other}${rest}${search && `?${search}`}`}
          lang={other}
          hrefLang={other}
          aria-current={other === locale ? 'true' : undefined}
          className={clsx(
            'flex min-h-11 items-center rounded-md px-3 text-body hover:bg-sunken',
            other === locale ? 'font-strong text-ink' : 'text-soft',
          )}
        >
          {NAMES[other]}
        </a>
      ))}
    </nav>
  );
}
