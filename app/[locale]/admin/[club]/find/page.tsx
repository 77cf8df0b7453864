import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { FoundAtClub } from '@/components/admin/find/found-at-club';
import { Forbidden } from '@/components/admin/frame/forbidden';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { may } from '@/lib/auth/permissions';
import { searchClub, searchClubSchema } from '@/lib/desk/find/search-club';
import { pageContext } from '@/lib/web/page-context';
import { deskFor } from '../desk-for';

const words = searchClubSchema.shape.q.catch('');

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('find'))('title'), robots: { index: false } };
}

/** What the palette finds, as a page. */
export default async function FindPage({ params, searchParams }: PageProps<'/[locale]/admin/[club]/find'>) {
  const [{ club: asked }, search] = await Promise.all([params, searchParams]);
  const q = words.parse(search.q);
  const [t, ctx, desk] = await Promise.all([
    getTranslations('find'),
    pageContext(),
    deskFor(asked, `/admin/${asked}/find?${new URLSearchParams({ q })}`),
  ]);
  const { club, person } = desk;
  if (!may(person, club.id, 'searchClub')) return <Forbidden verb="searchClub" desk={desk} />;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <h1 className="text-title">{t('title')}</h1>
      <search>
        <form className="flex max-w-2xl items-end gap-2">
          <div className="min-w-0 flex-1">
            <TextField
              label={t('field')}
              type="search"
              name="q"
              defaultValue={q}
              maxLength={100}
              autoComplete="off"
            />
          </div>
          <Button type="submit" look="secondary" className="min-h-12">
            {t('go')}
          </Button>
        </form>
      </search>
      {q !== '' && <FoundAtClub found={await searchClub(ctx, club.slug, { q })} asked={asked} q={q} />}
    </div>
  );
}
