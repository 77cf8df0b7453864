import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { deskPath, pagesFor } from '@/components/admin/desk-pages';
import { Link } from '@/components/shared/link';
import { button } from '@/components/ui/button';
import { rolesFor, type Verb } from '@/lib/auth/permissions';
import type { Desk } from '@/lib/desk/open-desk';

type Props = {
  /** What the page needs. */
  verb: Verb;
  desk: Desk;
  /** Where else the reader finds what they came for. */
  children?: ReactNode;
};

/** In place of a page that the reader's role may not open: who may, by the table of permissions, and a way on. */
export async function Forbidden({ verb, desk: { club, role, person }, children }: Props) {
  const [t, locale] = await Promise.all([getTranslations('desk'), getLocale()]);
  const roles = rolesFor(verb).map((one) => t(`role_${one}`));
  const listed = new Intl.ListFormat(locale, { type: 'disjunction' }).format(roles);
  const [first] = pagesFor(person, club.id);
  return (
    <div className="grid max-w-xl justify-items-start gap-3">
      <h1 className="text-title">{t('forbiddenTitle')}</h1>
      <p className="text-soft">
        {t('forbiddenText', { club: club.name, roles: listed, role: t(`role_${role}`) })}
      </p>
      {children}
      {first && (
        <Link href={deskPath(club.slug, first)} className={button({ look: 'secondary' })}>
          {t('forbiddenOn', { page: t(`page_${first}`) })}
        </Link>
      )}
    </div>
  );
}
