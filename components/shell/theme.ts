import { cookies } from 'next/headers';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';

const THEMES = ['system', 'light', 'dark'] as const;
export const THEME_COOKIE = 'pista-theme';

export const themeSchema = z.enum(THEMES).catch('system');
export type Theme = z.infer<typeof themeSchema>;

/** The theme of this browser. `system` follows the device. */
export async function readTheme(): Promise<Theme> {
  return themeSchema.parse((await cookies()).get(THEME_COOKIE)?.value);
}

/** The themes to choose from, in the reader's language. */
export async function viewThemes() {
  const [t, chosen] = await Promise.all([getTranslations('theme'), readTheme()]);
  return {
    legend: t('legend'),
    themes: THEMES.map((theme) => ({ theme, label: t(theme), isChosen: theme === chosen })),
  };
}
