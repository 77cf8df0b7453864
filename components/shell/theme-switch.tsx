import { clsx } from 'clsx';
import { Monitor, Moon, Sun } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { chooseTheme } from './choose-theme';
import { readTheme, THEMES } from './theme';

const ICONS = { system: Monitor, light: Sun, dark: Moon } as const;

/** Light, dark, or as the device says. It is a form, so that it works without scripts. */
export async function ThemeSwitch() {
  const [t, chosen] = await Promise.all([getTranslations('theme'), readTheme()]);
  return (
    <form action={chooseTheme}>
      <fieldset className="flex gap-1">
        <legend className="sr-only">{t('legend')}</legend>
        {THEMES.map((theme) => {
          const Icon = ICONS[theme];
          return (
            <button
              key={theme}
              type="submit"
              name="theme"
              value={theme}
              aria-pressed={theme === chosen}
              aria-label={t(theme)}
              title={t(theme)}
              className={clsx(
                'flex size-11 items-center justify-center rounded-md',
                theme === chosen ? 'bg-ink text-on-ink' : 'text-soft hover:bg-sunken',
              )}
            >
              <Icon aria-hidden className="size-4.5" />
            </button>
          );
        })}
      </fieldset>
    </form>
  );
}
