'use server';

import { cookies } from 'next/headers';
import { z } from 'zod';
import { cookieOptions } from '@/lib/auth/session-cookie';
import { action } from '@/lib/web/action';
import { THEME_COOKIE, themeSchema } from './theme';

const YEAR_SECONDS = 365 * 24 * 60 * 60;

const keepTheme = action(z.object({ theme: themeSchema }), async (_, { theme }) => {
  (await cookies()).set(THEME_COOKIE, theme, { ...cookieOptions(), maxAge: YEAR_SECONDS });
});

/** Stores a theme for this browser and renders the page again. */
export async function chooseTheme(form: FormData): Promise<void> {
  await keepTheme(null, form);
}
