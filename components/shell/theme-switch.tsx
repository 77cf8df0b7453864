import { getTranslations } from 'next-intl/server';
import { readTheme, THEMES } from './theme';
import { ThemeButtons } from './theme-buttons';

/** Light, dark, or as the device says. */
export async function ThemeSwitch() {
  const [t, chosen] = await Promise.all([getTranslations('theme'), readTheme()]);
  return (
    <ThemeButtons
      legend={t('legend')}
      themes={THEMES.map((theme) => ({ theme, label: t(theme), isChosen: theme === chosen }))}
    />
  );
}
