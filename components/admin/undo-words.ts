import { getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import type { ActKind } from '@/db/schema';

/** What the answer of `UndoAction` says. */
export async function undoWords(): Promise<Record<string, string>> {
  const t = await getTranslations('undo');
  return errorWords({
    conflict: t('tooLate'),
    slot_taken: t('taken'),
    date_taken: t('dateTaken'),
    address_taken: t('addressTaken'),
    close: t('close'),
  });
}

/** What can be done where an act of this kind can no longer be taken back. */
export async function insteadOf(kind: ActKind): Promise<string> {
  const t = await getTranslations('undo');
  return t(`instead_${GROUPS[kind]}`);
}

const GROUPS = {
  book: 'book',
  move: 'move',
  own_move: 'move',
  swap: 'move',
  shift: 'move',
  cancel: 'cancel',
  details: 'change',
  lock: 'change',
  check_in: 'change',
  undo_check_in: 'change',
  no_show: 'change',
  revive: 'change',
  merge: 'merge',
  book_series: 'cancel_series',
  change_series: 'move',
  opening_hours: 'list',
  special_days: 'list',
  price_rules: 'list',
  categories: 'list',
  extras: 'list',
} as const satisfies Record<ActKind, string>;
