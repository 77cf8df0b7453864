import { getTranslations } from 'next-intl/server';
import { NextStep } from '@/components/arrival/next-step';
import { LinkTabs } from '@/components/ui/link-tabs';
import { findChangeUnderWay } from '@/lib/clubs/find-change-under-way';
import type { Desk } from '@/lib/desk/open-desk';
import { type DeskGroup, type DeskPage, deskPath, tabsFor } from './desk-pages';
import { OperationBar } from './operation-bar';

type Props = {
  group: DeskGroup;
  /** The one that is shown. */
  page: DeskPage;
  desk: Desk;
  /** The club as the address names it, by id or slug. */
  asked: string;
};

/**
 * The pages of a group, as tabs above each of them, the step of the set-up that comes next, and how far the last change
 * of the club has come. No tabs where the reader may open one alone.
 */
export async function GroupTabs({ group, page, desk, asked }: Props) {
  const { person, club } = desk;
  const [t, change] = await Promise.all([getTranslations('desk'), findChangeUnderWay(club.id)]);
  const pages = tabsFor(person, club.id, group);
  const tabs = pages.map((one) => ({
    label: t(`page_${one}`),
    href: deskPath(asked, one),
    current: one === page,
  }));
  return (
    <>
      {tabs.length > 1 && (
        <div className="max-w-full justify-self-start">
          <LinkTabs label={t(`page_${group}`)} tabs={tabs} />
        </div>
      )}
      {page !== 'set-up' && <NextStep desk={desk} asked={asked} page={page} />}
      {change && <OperationBar key={change.id} operation={change} />}
    </>
  );
}
