import { getLocale, getTranslations } from 'next-intl/server';
import { StepButton } from '@/components/admin/lists/step-button';
import { PhotoImage } from '@/components/photos/photo-image';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { Badge } from '@/components/ui/badge';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Club } from '@/lib/catalogue/catalogue';
import type { Photo } from '@/lib/catalogue/list-photos';
import { PhotoFields } from './photo-fields';

export type PhotoActions = Readonly<Record<'change' | 'order' | 'remove', FormAction<unknown>>>;

type Props = {
  photo: Photo;
  /** Its place, counted from one. */
  number: number;
  /** The ids of all photos, in their order. */
  order: readonly string[];
  club: Club;
  asked: string;
  back: string;
  actions: PhotoActions | null;
};

/** A photo with what is said of it, its place, and its forms. */
export async function PhotoRow({ actions, ...props }: Props) {
  const { photo, number, club, order, asked, back } = props;
  const [t, locale] = await Promise.all([getTranslations('clubPhotos'), getLocale()]);
  const court = club.courts.find(({ id }) => id === photo.courtId);
  const step = { id: photo.id, order, name: 'photoIds', club: asked, back };
  return (
    <li className="grid gap-x-4 gap-y-3 p-4 sm:grid-cols-[11rem_minmax(0,1fr)]">
      <PhotoImage
        photo={photo}
        alt={photo.alt[locale]}
        sizes="(min-width: 40rem) 11rem, 100vw"
        first={number === 1}
        className="aspect-4/3 w-full rounded-md"
      />
      <div className="grid content-start gap-3">
        <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
          <div className="min-w-40 flex-1">
            <h2 className="break-words font-strong">{photo.alt[locale]}</h2>
            <p className="text-note text-soft">{court?.name ?? t('wholeClub')}</p>
          </div>
          {number === 1 && <Badge tone="confirmed">{t('cover')}</Badge>}
          {actions && (
            <div className="flex">
              <StepButton {...step} action={actions.order} by={-1} label={t('up', { number })} />
              <StepButton {...step} action={actions.order} by={1} label={t('down', { number })} />
            </div>
          )}
        </div>
        {actions && (
          <div className="flex flex-wrap items-start gap-2">
            <ChangeForm {...props} actions={actions} />
            <RemoveForm {...props} actions={actions} />
          </div>
        )}
      </div>
    </li>
  );
}

type FormProps = Props & { actions: PhotoActions };

async function ChangeForm({ photo, number, club, asked, back, actions }: FormProps) {
  const t = await getTranslations('clubPhotos');
  return (
    <ActionForm
      action={actions.change}
      words={await errorWords({ conflict: t('stale') }, back)}
      done={t('changed')}
      folded={{ summary: <Summary number={number}>{t('change')}</Summary>, className: FOLDED }}
      className="grid gap-4 px-4 pb-4"
    >
      <input type="hidden" name="club" value={asked} />
      <input type="hidden" name="photoId" value={photo.id} />
      <input type="hidden" name="revision" value={photo.revision} />
      <PhotoFields courts={club.courts} alt={photo.alt} courtId={photo.courtId} />
      <SubmitButton className="justify-self-start">{t('save')}</SubmitButton>
    </ActionForm>
  );
}

async function RemoveForm({ photo, number, asked, back, actions }: FormProps) {
  const t = await getTranslations('clubPhotos');
  return (
    <ActionForm
      action={actions.remove}
      words={await errorWords({ not_found: t('gone') }, back)}
      folded={{ summary: <Summary number={number}>{t('remove')}</Summary>, className: FOLDED }}
      className="grid gap-3 px-4 pb-4"
    >
      <input type="hidden" name="club" value={asked} />
      <input type="hidden" name="photoId" value={photo.id} />
      <p className="text-note text-soft">{t('removeLead')}</p>
      <SubmitButton look="danger" className="justify-self-start">
        {t('removeDo')}
      </SubmitButton>
    </ActionForm>
  );
}

/** Side by side, and over the whole width when open. */
const FOLDED = 'min-w-32 flex-1 rounded-md border border-line open:basis-full';

async function Summary({ number, children }: { number: number; children: string }) {
  const t = await getTranslations('clubPhotos');
  return (
    <summary className="flex min-h-11 cursor-pointer items-center rounded-md px-4 text-note hover:bg-sunken">
      <span>{children}</span>
      <span className="sr-only"> {t('numbered', { number })}</span>
    </summary>
  );
}
