import { getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { FormText, FormTextArea } from '@/components/ui/form/form-fields';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Club } from '@/lib/catalogue/catalogue';
import { AmenityFields } from './amenity-fields';
import { CoordinateFields } from './coordinate-fields';
import { ConfirmCoordinates } from './confirm-coordinates';

type Props = { club: Club; back: string; save: FormAction<unknown> };

/** The form of what a club tells of itself. */
export async function FactsForm({ club, back, save }: Props) {
  const t = await getTranslations('settings');
  const isPlaced = club.latitude !== 0 || club.longitude !== 0 || club.staffEdited.includes('latitude');
  return (
    <ActionForm action={save} words={await errorWords({}, back)} done={t('saved')} className="grid gap-4">
      <input type="hidden" name="club" value={club.slug} />
      <input type="hidden" name="revision" value={club.revision} />
      <FormText
        label={t('name')}
        name="name"
        defaultValue={club.name}
        required
        maxLength={80}
        unfit={t('unfitName')}
      />
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <FormText
          label={t('city')}
          name="city"
          defaultValue={club.city}
          required
          maxLength={80}
          unfit={t('unfitName')}
        />
        <FormText
          label={t('address')}
          name="address"
          defaultValue={club.address}
          required
          maxLength={200}
          unfit={t('unfitName')}
        />
        <CoordinateFields
          latitude={isPlaced ? club.latitude : ''}
          longitude={isPlaced ? club.longitude : ''}
          words={{
            latitude: t('latitude'),
            longitude: t('longitude'),
            hint: t('coordinatesHint'),
            unfit: t('unfitDegrees'),
          }}
          unfitLatitude={{ [ON_NULL_ISLAND]: t('nullIsland'), otherwise: t('unfitDegrees') }}
        />
      </div>
      <ConfirmCoordinates label={t('confirmCoordinates')} />
      <FormText
        label={t('zone')}
        name="timeZone"
        defaultValue={club.timeZone}
        required
        hint={t('zoneHint')}
        unfit={{ [ZONE_KEPT]: t('zoneKept'), otherwise: t('unfitZone') }}
      />
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <FormText
          label={t('phone')}
          name="phone"
          type="tel"
          defaultValue={club.phone ?? ''}
          maxLength={40}
          hint={t('phoneHint')}
          unfit={t('unfitPhone')}
        />
        <FormText
          label={t('email')}
          name="email"
          type="email"
          defaultValue={club.email ?? ''}
          maxLength={254}
          unfit={t('unfitMail')}
        />
      </div>
      <FormTextArea
        label={t('aboutEs')}
        name="aboutEs"
        lang="es"
        defaultValue={club.about.es}
        required
        rows={4}
        maxLength={2000}
        unfit={t('unfitText')}
      />
      <FormTextArea
        label={t('aboutEn')}
        name="aboutEn"
        lang="en"
        defaultValue={club.about.en}
        required
        rows={4}
        maxLength={2000}
        unfit={t('unfitText')}
      />
      <AmenityFields chosen={club.amenities} />
      <SubmitButton className="justify-self-start">{t('save')}</SubmitButton>
    </ActionForm>
  );
}

/** As the verb says it. */
const ON_NULL_ISLAND = 'lies in the Atlantic with a longitude of 0: confirm it';
const ZONE_KEPT = 'cannot change while bookings lie ahead';
