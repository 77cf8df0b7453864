'use client';

import { clsx } from 'clsx';
import { Monitor, Moon, Sun } from 'lucide-react';
import { chooseTheme } from './choose-theme';
import type { Theme } from './theme';

type Props = { legend: string; themes: readonly { theme: Theme; label: string; isChosen: boolean }[] };

const ICONS = { system: Monitor, light: Sun, dark: Moon } as const satisfies Record<Theme, unknown>;

/** The themes as a form, so that it works without scripts. */
export const ThemeButtons = ({ legend, themes }: Props) => (
  <form action={chooseTheme}>
    <fieldset className="flex gap-1">
      <legend className="sr-only">{legend}</legend>
      {themes.map(({ theme, label, isChosen }) => {
        const Icon = ICONS[theme];
        return (
          <button
            key={theme}
            type="submit"
            name="theme"
            value={theme}
            aria-pressed={isChosen}
            aria-label={label}
            title={label}
            className={clsx(
              'flex size-11 items-center justify-center rounded-md',
              isChosen ? 'bg-ink text-on-ink' : 'text-soft hover:bg-sunken',
            )}
          >
            <Icon aria-hidden className="size-4.5" />
          </button>
        );
      })}
    </fieldset>
  </form>
);
