import { getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { FormText } from '@/components/ui/form/form-fields';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Club } from '@/lib/catalogue/catalogue';
import { MOST_PHOTOS, SAME_PHOTO } from '@/lib/clubs/photos/photo-input';
import { MAX_PICTURE_BYTES, UNFIT_PICTURE } from '@/lib/services/pictures/picture-limits';
import { PhotoFields } from './photo-fields';
import { UploadProgress } from './upload-progress';

type Props = { club: Club; asked: string; back: string; add: FormAction<unknown> };

/** The form that adds a photo. With scripts it shows how far the file has come. */
export async function AddPhoto({ club, asked, back, add }: Props) {
  const t = await getTranslations('clubPhotos');
  const unfit = {
    ...Object.fromEntries(reasons.map((why) => [UNFIT_PICTURE[why], t(`unfit_${why}`)])),
    [SAME_PHOTO]: t('same'),
    otherwise: t('fileMissing'),
  };
  const words = await errorWords(
    { conflict: t('tooMany', { most: MOST_PHOTOS }), payload_too_large: t('tooLarge') },
    back,
  );
  return (
    <ActionForm
      action={add}
      words={words}
      className="grid gap-4 rounded-card border border-line bg-card p-4 sm:p-6"
    >
      <h2 id="add" className="text-lead">
        {t('add')}
      </h2>
      <input type="hidden" name="club" value={asked} />
      <FormText
        label={t('file')}
        hint={t('fileHint')}
        name="file"
        type="file"
        required
        accept="image/jpeg,image/png,image/webp"
        unfit={unfit}
        className="py-2 file:mr-3 file:min-h-8 file:cursor-pointer file:rounded-sm file:border-0 file:bg-sunken file:px-3 file:font-strong file:text-ink file:text-note"
      />
      <PhotoFields courts={club.courts} />
      <UploadProgress
        endpoint={`/api/v1/clubs/${encodeURIComponent(asked)}/photos`}
        most={MAX_PICTURE_BYTES}
        unfit={unfit}
        words={{ ...words, sending: t('sending'), working: t('working'), added: t('added'), lost: t('lost') }}
      />
      <SubmitButton className="justify-self-start">{t('addDo')}</SubmitButton>
    </ActionForm>
  );
}

const reasons = [
  'heic',
  'kind',
  'mixed',
  'broken',
  'small',
  'large',
  'narrow',
] as const satisfies readonly (keyof typeof UNFIT_PICTURE)[];
