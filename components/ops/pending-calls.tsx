import { getTranslations } from 'next-intl/server';
import type { PendingCall } from '@/lib/notices/list-calls';
import { errorWords } from '@/components/shared/error-words';
import { Link } from '@/components/shared/link';
import { readerClock } from './reader-clock';
import { RecordTable } from './record-table';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { TextField } from '@/components/ui/field';
import { SubmitButton } from '@/components/ui/submit-button';

type Props = { calls: readonly PendingCall[]; called: FormAction<unknown> };

/** People whom no message reached, each to be rung up and taken off. */
export async function PendingCalls({ calls, called }: Props) {
  const [t, clock, words] = await Promise.all([getTranslations(), readerClock(), errorWords()]);
  return (
    <RecordTable
      labelledBy="calls"
      head={[
        t('admin.callSince'),
        t('admin.player'),
        t('admin.callPhone'),
        t('admin.callAbout'),
        t('admin.called'),
      ]}
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
              t('admin.callPhoneNone')
            ),
            <About key="about" call={call} words={t(`notice.kind.${call.kind}`)} />,
            <ActionForm key="called" action={called} words={words} className="flex items-end gap-2">
              <input type="hidden" name="noticeId" value={call.id} />
              <TextField label={t('admin.callNote')} name="note" maxLength={500} />
              <SubmitButton look="secondary" size="dense" aria-label={`${t('admin.called')}: ${who}`}>
                {t('admin.called')}
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
