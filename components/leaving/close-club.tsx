import { getLocale, getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { FormText } from '@/components/ui/form/form-fields';
import { Section } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import { RESTORABLE_DAYS } from '@/lib/clubs/leaving/closed-clubs';
import type { Touched } from '@/lib/clubs/leaving/preview-deletion';
import { formatMoney } from '@/lib/core/money';

type Props = {
  club: { name: string };
  touched: Touched;
  asked: string;
  back: string;
  close: FormAction<unknown>;
};

/** What closing the club would do today, before the form that does it. */
export async function CloseClub({ club, touched, asked, back, close }: Props) {
  const [t, locale] = await Promise.all([getTranslations('leaving'), getLocale()]);
  const money = (minor: number) => formatMoney(minor, touched.currency, locale);
  const lines = [
    t('closeCourts', { count: touched.courts }),
    t('closeBookings', { count: touched.reservations }),
    ...(touched.refunds > 0
      ? [t('closeRefunds', { count: touched.refunds, amount: money(touched.refundMinor) })]
      : []),
    ...(touched.owedMinor > 0 ? [t('closeOwed', { amount: money(touched.owedMinor) })] : []),
    t('closeTold', { count: touched.notices }),
    t('closeBack', { days: RESTORABLE_DAYS }),
  ];
  return (
    <Section id="close" title={t('close', { club: club.name })} lead={t('closeLead')}>
      <ul className="list-disc space-y-1 pl-5">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <ActionForm action={close} words={await errorWords({}, back)} className="grid max-w-xl gap-4">
        <input type="hidden" name="club" value={asked} />
        <FormText
          label={t('closeName', { club: club.name })}
          name="name"
          autoComplete="off"
          required
          maxLength={200}
          unfit={t('closeOther')}
        />
        <SubmitButton look="danger" className="justify-self-start">
          {t('closeDo')}
        </SubmitButton>
      </ActionForm>
    </Section>
  );
}
