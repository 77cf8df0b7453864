'use server';

import { cookies } from 'next/headers';
import { THEME_COOKIE, themeSchema } from './theme';

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Remembers a theme for this browser; the page it was sent from is rendered again. */
export async function chooseTheme(form: FormData): Promise<void> {
  (await cookies()).set(THEME_COOKIE, themeSchema.parse(form.get('theme')), {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    maxAge: YEAR_SECONDS,
  });
}
