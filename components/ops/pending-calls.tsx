import { getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { Link } from '@/components/shared/link';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { FormText } from '@/components/ui/form/form-fields';
import { SubmitButton } from '@/components/ui/submit-button';
import type { PendingCall } from '@/lib/notices/list-calls';
import { readerClock } from './reader-clock';
import { RecordTable } from '@/components/ui/record-table';

type Props = { calls: readonly PendingCall[]; called: FormAction<unknown> };

/** People whom no message reached, each with a button after the call. */
export async function PendingCalls({ calls, called }: Props) {
  const [t, clock, words] = await Promise.all([getTranslations(), readerClock(), errorWords()]);
  return (
    <RecordTable
      labelledBy="calls"
      head={[t('ops.callSince'), t('ops.player'), t('ops.callPhone'), t('ops.callAbout'), t('ops.called')]}
      rows={calls.map((call) => {
        const who = call.name ?? call.email ?? call.id;
        return {
          key: call.id,
          cells: [
            clock.tell(call.since),
            who,
            call.phone ? (
              <a key="phone" href={`tel:${call.phone}`} className="text-court-text underline">
                {call.phone}
              </a>
            ) : (
              t('ops.callPhoneNone')
            ),
            <About key="about" call={call} words={t(`notice.kind.${call.kind}`)} />,
            <ActionForm key="called" action={called} words={words} className="flex items-end gap-2">
              <input type="hidden" name="noticeId" value={call.id} />
              <FormText label={t('ops.callNote')} name="note" maxLength={500} />
              <SubmitButton look="secondary" size="dense" aria-label={`${t('ops.called')}: ${who}`}>
                {t('ops.called')}
              </SubmitButton>
            </ActionForm>,
          ],
        };
      })}
    />
  );
}

function About({ call, words }: { call: PendingCall; words: string }) {
  const about = call.club ? `${words} · ${call.club}` : words;
  if (!call.reservationId) return about;
  return (
    <Link href={`/reservations/${call.reservationId}`} className="text-court-text underline">
      {about}
    </Link>
  );
}
