import { getTranslations } from 'next-intl/server';
import { LinkTabs } from '@/components/ui/link-tabs';
import type { Desk } from '@/lib/desk/open-desk';
import { type DeskGroup, type DeskPage, deskPath, tabsFor } from './desk-pages';

type Props = {
  group: DeskGroup;
  /** The one that is shown. */
  page: DeskPage;
  desk: Desk;
  /** The club as the address names it, by id or slug. */
  asked: string;
};

/** The pages of a group, as tabs above each of them. Nothing where the reader may open one alone. */
export async function GroupTabs({ group, page, desk: { person, club }, asked }: Props) {
  const t = await getTranslations('desk');
  const pages = tabsFor(person, club.id, group);
  if (pages.length < 2) return null;
  const tabs = pages.map((one) => ({
    label: t(`page_${one}`),
    href: deskPath(asked, one),
    current: one === page,
  }));
  return (
    <div className="justify-self-start max-w-full">
      <LinkTabs label={t(`page_${group}`)} tabs={tabs} />
    </div>
  );
}
