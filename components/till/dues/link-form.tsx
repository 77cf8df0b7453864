import { getTranslations } from 'next-intl/server';
import { FormSelect } from '@/components/ui/form/form-fields';
import { SubmitButton } from '@/components/ui/submit-button';
import type { ShownDue } from '@/lib/billing/read-dues';
import type { TillActions } from '@/components/till/till-actions';
import { TillForm } from '@/components/till/till-form';
import { Unfold } from '@/components/till/unfold';

type Props = { due: ShownDue; club: string; action: TillActions['link'] };

/** Sends whoever owes it the link, by the ways that are known of them. */
export async function LinkForm({ due, club, action }: Props) {
  const t = await getTranslations('till');
  const channels = [
    ...(due.customerEmail ? (['email'] as const) : []),
    ...(due.customerPhone ? (['sms'] as const) : []),
  ];
  if (channels.length === 0) return null;
  return (
    <TillForm
      action={action}
      club={club}
      hidden={{ dueId: due.id }}
      conflict={t('settledAlready')}
      unfit={t('noAddress')}
      summary={<Unfold>{t('byLink')}</Unfold>}
      className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-end"
    >
      <FormSelect name="channel" label={t('linkBy')}>
        {channels.map((channel) => (
          <option key={channel} value={channel}>
            {t(`channel_${channel}`)}
          </option>
        ))}
      </FormSelect>
      <SubmitButton look="secondary">{t('sendLink')}</SubmitButton>
    </TillForm>
  );
}
