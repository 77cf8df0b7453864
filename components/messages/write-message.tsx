import { getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { FormSelect } from '@/components/ui/form/form-fields';
import { EmptyState } from '@/components/ui/empty-state';
import { RecordTable } from '@/components/ui/record-table';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Club } from '@/lib/catalogue/catalogue';
import type { ClubReader } from '@/lib/desk/messages/find-readers';
import { LONGEST_MESSAGE, TOO_LONG_FOR_SMS } from '@/lib/desk/messages/send-message';
import { MAX_SEGMENTS } from '@/lib/notices/templates/text-segments';
import { MessageText } from './message-text';

type Props = {
  club: Pick<Club, 'id' | 'name'>;
  /** What was chosen, by its ids. */
  of: 'bookings' | 'people';
  ids: readonly string[];
  readers: readonly ClubReader[];
  send: FormAction<unknown>;
};

/** Whom a message would reach and how, and the form that writes it. */
export async function WriteMessage({ club, of, ids, readers, send }: Props) {
  const t = await getTranslations('clubMessage');
  const by = (channel: 'email' | 'sms') => readers.filter(({ way }) => way?.channel === channel).length;
  const [mails, texts, none] = [by('email'), by('sms'), readers.filter(({ way }) => way === null).length];
  return (
    <>
      <p>{t('reach', { mails, texts, none })}</p>
      <RecordTable
        labelledBy="chosen"
        head={[t('who'), t('goes')]}
        rows={readers.map(({ name, way, userId, customerId }, at) => {
          const outlook = way?.channel ?? 'unreachable';
          return {
            key: userId ?? customerId ?? at,
            cells: [name ?? t('nobody'), t(`way_${outlook}`)],
          };
        })}
      />
      {mails + texts === 0 ? (
        <EmptyState title={t('noneTitle')} text={t('noneText')} />
      ) : (
        <ActionForm action={send} words={await errorWords()} done={t('sent')} className="grid gap-4">
          <input type="hidden" name="club" value={club.id} />
          <input type="hidden" name="of" value={of} />
          <input type="hidden" name="ids" value={ids.join(',')} />
          <MessageText
            clubName={club.name}
            longest={LONGEST_MESSAGE}
            countsParts={texts > 0}
            words={{
              label: t('text'),
              hint: t('textHint'),
              parts: t('parts', { most: MAX_SEGMENTS }),
              unfit: { [TOO_LONG_FOR_SMS]: t('tooLong'), otherwise: t('unfit') },
            }}
          />
          {texts > 0 && mails > 0 ? (
            <FormSelect name="only" label={t('only')} defaultValue="any">
              <option value="any">{t('only_any')}</option>
              <option value="email">{t('only_email')}</option>
            </FormSelect>
          ) : (
            <input type="hidden" name="only" value="any" />
          )}
          <SubmitButton className="justify-self-start">{t('send')}</SubmitButton>
        </ActionForm>
      )}
    </>
  );
}
