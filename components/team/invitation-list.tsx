import { getLocale, getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Invitation } from '@/lib/accounts/invite-staff';
import { formatMoment } from '@/lib/core/i18n/format';

type Props = {
  invitations: readonly Invitation[];
  back: string;
  timeZone: string;
  withdraw: FormAction<unknown>;
};

/** The invitations that nobody has answered yet, each with the form that takes it back. */
export async function InvitationList({ invitations, back, timeZone, withdraw }: Props) {
  const [t, tRole, locale, words] = await Promise.all([
    getTranslations('team'),
    getTranslations('desk'),
    getLocale(),
    errorWords({ not_found: (await getTranslations('team'))('gone') }, back),
  ]);
  if (invitations.length === 0) return null;
  return (
    <ul aria-label={t('open')} className="divide-y divide-line rounded-card border border-line bg-card">
      {invitations.map(({ id, email, role, expiresAt }) => (
        <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
          <p className="min-w-0 break-words">
            <span className="font-strong">{email}</span> · {tRole(`role_${role}`)}
            <span className="block text-note text-soft">
              {t('until', { when: formatMoment(expiresAt.getTime(), locale, timeZone) })}
            </span>
          </p>
          <ActionForm action={withdraw} words={words} className="grid gap-2">
            <input type="hidden" name="id" value={id} />
            <SubmitButton look="secondary" size="dense" aria-label={t('withdrawNamed', { email })}>
              {t('withdraw')}
            </SubmitButton>
          </ActionForm>
        </li>
      ))}
    </ul>
  );
}
