'use server';

import { cookies } from 'next/headers';
import { z } from 'zod';
import { cookieOptions } from '@/lib/auth/session-cookie';
import { action } from '@/lib/web/action';
import { BOARD_SIZE_COOKIE, boardSizeSchema } from './board-size';

const YEAR_SECONDS = 365 * 24 * 60 * 60;

const keepSize = action(z.object({ size: boardSizeSchema }), async (_, { size }) => {
  (await cookies()).set(BOARD_SIZE_COOKIE, size, { ...cookieOptions(), maxAge: YEAR_SECONDS });
});

/** Stores a height of the board for this browser and renders the page again. */
export async function chooseBoardSize(form: FormData): Promise<void> {
  await keepSize(null, form);
}
