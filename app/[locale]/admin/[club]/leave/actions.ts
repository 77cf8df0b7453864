'use server';

import { z } from 'zod';
import { getAnyClub } from '@/lib/clubs/leaving/closed-clubs';
import { restoreClub } from '@/lib/clubs/leaving/restore-club';
import { deleteClub } from '@/lib/clubs/delete-club';
import { AppError } from '@/lib/core/errors';
import { allowDownload } from '@/lib/factors/step-up';
import { type ActionResult, action } from '@/lib/web/action';
import { goTo } from '../go-to';

type Previous = ActionResult<unknown> | null;

const club = z.string().max(100);
const pathOf = (form: FormData) => `/admin/${encodeURIComponent(String(form.get('club')))}`;

const submitClosing = action(
  z.object({ club, name: z.string().trim().max(200) }),
  async (ctx, { club: asked, name }) => {
    const { name: known } = await getAnyClub(ctx, asked, 'deleteClub');
    if (name !== known)
      throw new AppError('invalid_input', 'Type the name of the club.', {
        fields: { name: ['is another name'] },
      });
    return deleteClub(ctx, asked);
  },
  'staffWrite',
);

/** Closes the club, and shows what has become of it. */
export async function closeClub(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  const result = await submitClosing(null, form);
  return result.ok ? goTo(`${pathOf(form)}/leave`) : result;
}

const submitRestoring = action(
  z.object({ club }),
  (ctx, { club: asked }) => restoreClub(ctx, asked),
  'staffWrite',
);

/** Opens a closed club again, and shows when every service has heard of it. */
export async function restore(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  const result = await submitRestoring(null, form);
  return result.ok ? goTo(`${pathOf(form)}/leave`) : result;
}

const submitExport = action(z.object({}), allowDownload, 'staffWrite');

/** Whether the archive may be downloaded now. The page then fetches it by its own address. */
export async function exportData(_previous: ActionResult<string> | null, form: FormData) {
  return submitExport(null, form);
}
