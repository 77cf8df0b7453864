import type { ReactNode } from 'react';
import type { z } from 'zod';
import type { FormAction } from '@/components/ui/action-form';
import type { ClubList } from '@/db/schema';
import type { Club } from '@/lib/catalogue/catalogue';
import { findListAct, listReplacements } from '@/lib/clubs/set-up/list-replacements';
import type { Context } from '@/lib/core/context';
import { chosenList } from './chosen-list';
import { ListAct } from './list-act';
import { ListHistory } from './list-history';
import { OlderList } from './older-list';

type Props<Item extends z.ZodType> = {
  ctx: Context;
  club: Club;
  list: ClubList;
  /** The shape of an item, as it is kept in the history. */
  item: Item;
  /** The earlier list that is shown again, as the address names it. */
  from: unknown;
  hrefOf: (id: number) => string;
  undo: FormAction<unknown>;
  /** What stands before the form. */
  lead?: ReactNode;
  /** The form, which shows the items of an earlier list where there is one. */
  children: (older: { id: number; items: z.output<Item>[] } | null) => ReactNode;
};

/** The form of a list that is replaced whole, between the button that takes it back and the lists before it. */
export async function EditedList<Item extends z.ZodType>(props: Props<Item>) {
  const { ctx, club, list, item, from, hrefOf, undo, lead, children } = props;
  const [act, replacements] = await Promise.all([
    findListAct(ctx, club.id, list),
    listReplacements(ctx, club.slug, list),
  ]);
  const older = chosenList(replacements, from, item);
  return (
    <>
      <ListAct list={list} act={act} timeZone={club.timeZone} undo={undo} />
      <div className="contents">{lead}</div>
      {older && <OlderList />}
      <div className="contents">{children(older)}</div>
      <ListHistory list={list} replacements={replacements} timeZone={club.timeZone} hrefOf={hrefOf} />
    </>
  );
}
