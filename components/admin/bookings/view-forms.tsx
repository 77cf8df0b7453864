import { getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm } from '@/components/ui/action-form';
import { FormText } from '@/components/ui/form/form-fields';
import { button } from '@/components/ui/button';
import { SubmitButton } from '@/components/ui/submit-button';
import { forgetView, saveView } from './keep-views';
import type { SavedView } from './saved-views';

/** Gives the list that is shown a name of one's own. */
export async function SaveView({ clubId, query }: { clubId: number; query: string }) {
  const t = await getTranslations('bookings');
  return (
    <ActionForm
      key={query}
      action={saveView}
      words={await errorWords()}
      folded={{
        summary: (
          <summary className={button({ look: 'secondary', size: 'dense', className: 'w-fit list-none' })}>
            {t('saveView')}
          </summary>
        ),
      }}
      className="mt-2 flex flex-wrap items-end gap-3"
    >
      <input type="hidden" name="clubId" value={clubId} />
      <input type="hidden" name="query" value={query} />
      <FormText
        label={t('viewName')}
        name="name"
        required
        maxLength={30}
        autoComplete="off"
        unfit={{ 'there is no room for more views': t('viewsFull'), otherwise: t('viewNameUnfit') }}
      />
      <SubmitButton size="dense" className="min-h-12">
        {t('saveViewDo')}
      </SubmitButton>
    </ActionForm>
  );
}

/** Forgets the named list that is shown. */
export async function ForgetView({ clubId, view }: { clubId: number; view: SavedView }) {
  const t = await getTranslations('bookings');
  return (
    <ActionForm action={forgetView} words={await errorWords()}>
      <input type="hidden" name="clubId" value={clubId} />
      <input type="hidden" name="name" value={view.name} />
      <SubmitButton look="secondary" size="dense">
        {t('forgetView', { name: view.name })}
      </SubmitButton>
    </ActionForm>
  );
}
