import { cookies } from 'next/headers';
import { z } from 'zod';

export const THEMES = ['system', 'light', 'dark'] as const;
export const THEME_COOKIE = 'pista-theme';

export const themeSchema = z.enum(THEMES).catch('system');
export type Theme = z.infer<typeof themeSchema>;

/** The theme of this browser. `system` follows the device. */
export async function readTheme(): Promise<Theme> {
  return themeSchema.parse((await cookies()).get(THEME_COOKIE)?.value);
}
