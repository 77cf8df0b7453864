import { getLocale, getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { FormText } from '@/components/ui/form/form-fields';
import { Badge, type Tone } from '@/components/ui/badge';
import { RecordTable } from '@/components/ui/record-table';
import { SubmitButton } from '@/components/ui/submit-button';
import type { NoticeStatus } from '@/db/schema';
import { formatInstant } from '@/lib/core/i18n/format';
import type { MessageTab } from '@/lib/notices/messages/list-messages';
import type { Message } from '@/lib/notices/messages/read-messages';

type Acts = {
  /** The list, to which the forms return. */
  back: string;
  mayResend: boolean;
  resend: FormAction<unknown>;
  called: FormAction<unknown>;
};
type Props = Acts & { messages: readonly Message[]; tab: MessageTab };

/** Messages of a club, each with what it said and what staff can do about it. */
export async function MessageTable({ messages, tab, ...acts }: Props) {
  const [t, locale] = await Promise.all([getTranslations(), getLocale()]);
  const tell = (at: Date, { timeZone }: Message) => formatInstant(at.getTime(), 'stamp', locale, timeZone);
  const byGame = tab === 'call';
  return (
    <RecordTable
      labelledBy="messages"
      head={[
        t(byGame ? 'messagesPage.game' : 'messagesPage.when'),
        t('messagesPage.person'),
        t('messagesPage.about'),
        t('messagesPage.state'),
        t('messagesPage.act'),
      ]}
      rows={messages.map((message) => {
        const at = byGame ? (message.startsAt ?? message.createdAt) : message.createdAt;
        return {
          key: message.id,
          cells: [
            tell(at, message),
            <Person key="person" message={message} />,
            <About
              key="about"
              message={message}
              game={
                byGame
                  ? message.courtName
                  : message.startsAt && `${tell(message.startsAt, message)}, ${message.courtName}`
              }
            />,
            <State key="state" message={message} when={tell(latestOf(message), message)} />,
            <Act key="act" message={message} {...acts} />,
          ],
        };
      })}
    />
  );
}

const latestOf = ({ deliveredAt, sentAt, createdAt }: Message): Date => deliveredAt ?? sentAt ?? createdAt;

async function Person({ message }: { message: Message }) {
  const t = await getTranslations('messagesPage');
  const { name, phone, recipient, channel, isPlayer } = message;
  const reach = channel === 'call' ? phone : recipient;
  return (
    <div className="grid gap-0.5">
      <strong>{name ?? t('nobody')}</strong>
      {isPlayer && <span className="text-soft">{t('toPlayer')}</span>}
      {channel === 'call' && phone ? (
        <a href={`tel:${phone}`} className="underline">
          {phone}
        </a>
      ) : (
        <span className="break-all text-soft">{reach ?? t('noPhone')}</span>
      )}
    </div>
  );
}

async function About({ message, game }: { message: Message; game: string | null }) {
  const t = await getTranslations();
  const { kind, channel, callNote, sentSubject, sentText, resendOf, sentAt } = message;
  return (
    <div className="grid gap-0.5">
      <span>
        {t(`notice.kind.${kind}`)} · {t(`notice.channel.${channel}`)}
      </span>
      {game && <span className="text-soft">{game}</span>}
      {resendOf !== null && <span className="text-soft">{t('messagesPage.again')}</span>}
      {callNote !== null && <span>{t('messagesPage.note', { note: callNote })}</span>}
      {sentAt !== null && channel !== 'call' && (
        <details>
          <summary className="cursor-pointer py-1 underline">{t('messagesPage.sent')}</summary>
          <div className="mt-1 max-w-prose rounded-md bg-sunken p-3">
            {sentSubject !== null && <p className="font-strong">{sentSubject}</p>}
            <p className="whitespace-pre-line break-words">{sentText ?? t('messagesPage.notKept')}</p>
          </div>
        </details>
      )}
    </div>
  );
}

const TONES: Readonly<Record<NoticeStatus, Tone>> = {
  pending: 'held',
  sending: 'held',
  sent: 'neutral',
  delivered: 'confirmed',
  bounced: 'danger',
  failed: 'danger',
  suppressed: 'neutral',
};

async function State({ message, when }: { message: Message; when: string }) {
  const t = await getTranslations();
  const { channel, status } = message;
  const isCall = channel === 'call' && (status === 'pending' || status === 'delivered');
  return (
    <Badge tone={TONES[status]}>
      {isCall ? t(`messagesPage.call_${status}`, { when }) : t(`notice.status.${status}`, { when })}
    </Badge>
  );
}

async function Act({ message, back, mayResend, resend, called }: Acts & { message: Message }) {
  if (!mayResend) return null;
  const t = await getTranslations('messagesPage');
  const { id, channel, status } = message;
  const mayText = channel === 'email' && message.phone !== null;
  const name = message.name ?? t('nobody');
  if (channel === 'call' && status === 'pending') {
    return (
      <ActionForm action={called} words={await errorWords()} className="flex items-end gap-2">
        <input type="hidden" name="noticeId" value={id} />
        <input type="hidden" name="back" value={back} />
        <FormText label={t('callNote')} name="note" maxLength={500} />
        <SubmitButton look="secondary" size="dense" aria-label={t('calledTo', { name })}>
          {t('called')}
        </SubmitButton>
      </ActionForm>
    );
  }
  if (channel === 'call' || status === 'pending' || status === 'sending') return null;
  return (
    <ActionForm
      action={resend}
      words={await errorWords({ conflict: t('noResend') })}
      className="flex flex-wrap gap-2"
    >
      <input type="hidden" name="noticeId" value={id} />
      <input type="hidden" name="back" value={back} />
      <SubmitButton look="secondary" size="dense" aria-label={t('resendTo', { name })}>
        {t('resend')}
      </SubmitButton>
      {mayText && (
        <SubmitButton
          look="secondary"
          size="dense"
          name="channel"
          value="sms"
          aria-label={t('textTo', { name })}
        >
          {t('text')}
        </SubmitButton>
      )}
    </ActionForm>
  );
}
