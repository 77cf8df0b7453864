import { getLocale, getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { SubmitButton } from '@/components/ui/submit-button';
import { formatInstant } from '@/lib/core/i18n/format';
import type { ClubBooking } from '@/lib/desk/bookings/get-booking';

type Props = {
  booking: Pick<ClubBooking, 'notices' | 'club'>;
  /** Sends one again. Null for a role that may not. */
  resend: FormAction<unknown> | null;
};

/** The messages to whoever booked: whether they arrived, what they said, and a way to send one again. */
export function PanelMessages({ booking: { notices, club }, resend }: Props) {
  return (
    <ul className="grid gap-3">
      {notices.map((notice) => (
        <li key={notice.id} className="grid gap-1">
          <State notice={notice} timeZone={club.timeZone} />
          <Words notice={notice} />
          {resend && wentOut(notice) && <Resend notice={notice} resend={resend} />}
        </li>
      ))}
    </ul>
  );
}

type Notice = ClubBooking['notices'][number];

const wentOut = ({ channel, status }: Notice) =>
  channel !== 'call' && status !== 'pending' && status !== 'sending' && status !== 'suppressed';

async function State({ notice, timeZone }: { notice: Notice; timeZone: string }) {
  const [t, locale] = await Promise.all([getTranslations(), getLocale()]);
  const at = notice.deliveredAt ?? notice.sentAt ?? notice.createdAt;
  return (
    <p className="flex flex-wrap justify-between gap-x-4">
      <span>
        {t(`notice.kind.${notice.kind}`)} · {t(`notice.channel.${notice.channel}`)}
      </span>
      <span className="figures text-soft">
        {t(`notice.status.${notice.status}`, {
          when: formatInstant(at.getTime(), 'stamp', locale, timeZone),
        })}
      </span>
    </p>
  );
}

/** Its words as they were sent, for as long as they are kept. */
async function Words({ notice: { channel, sentAt, sentSubject, sentText } }: { notice: Notice }) {
  if (sentAt === null || channel === 'call') return null;
  const t = await getTranslations('messagesPage');
  return (
    <details>
      <summary className="inline-flex min-h-11 items-center text-note underline decoration-edge underline-offset-4">
        {t('sent')}
      </summary>
      <div className="mt-1 rounded-md bg-sunken p-3 text-note">
        {sentSubject !== null && <p className="font-strong">{sentSubject}</p>}
        <p className="whitespace-pre-line break-words">{sentText ?? t('notKept')}</p>
      </div>
    </details>
  );
}

async function Resend({ notice, resend }: { notice: Notice; resend: FormAction<unknown> }) {
  const t = await getTranslations();
  const words = await errorWords({ conflict: t('messagesPage.noResend') });
  return (
    <ActionForm action={resend} words={words} className="grid gap-2">
      <input type="hidden" name="noticeId" value={notice.id} />
      <SubmitButton look="secondary" size="dense" className="justify-self-start">
        {t('panel.resend')}
      </SubmitButton>
    </ActionForm>
  );
}
