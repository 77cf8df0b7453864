'use server';

import { z } from 'zod';
import { moveFormSchema } from '@/components/reservation/move/move-form';
import type { Context } from '@/lib/core/context';
import { redirect } from '@/lib/core/i18n/navigation';
import { undoAct } from '@/lib/desk/acts/undo-act';
import { takeOwnMove } from '@/lib/moves/move-own-booking';
import { action } from '@/lib/web/action';
import { pageContext } from '@/lib/web/page-context';

const submitMove = action(moveFormSchema, takeOwnMove, 'byRole');

/** Moves a booking and redirects to its page, to the checkout of the difference, or back with the reason. */
export async function move(form: FormData): Promise<void> {
  const result = await submitMove(null, form);
  const { locale } = await pageContext();
  const page = pageOf(form);
  if (!result.ok) {
    const problem = new URLSearchParams({ problem: result.reason ?? result.code });
    return redirect({ href: `${page}/move?${problem}`, locale });
  }
  if (result.data.is === 'moved') return redirect({ href: page, locale });
  const back = new URLSearchParams({ back: `/${locale}${page}` });
  return redirect({ href: `/checkout/${result.data.reservationId}?${back}`, locale });
}

const undoForm = z.looseObject({ actId: z.uuid() });
const submitUndo = action(
  undoForm,
  (ctx: Context, { actId }: z.output<typeof undoForm>) => undoAct(ctx, actId),
  'byRole',
);

/** Takes a move back and shows the booking where it was, or says that it is too late. */
export async function undoMove(form: FormData): Promise<void> {
  const result = await submitUndo(null, form);
  const { locale } = await pageContext();
  redirect({ href: `${pageOf(form)}?move=${result.ok ? 'undone' : 'too_late'}`, locale });
}

const pageOf = (form: FormData) => `/reservations/${encodeURIComponent(String(form.get('reservationId')))}`;
