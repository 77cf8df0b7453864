import { getLocale, getTranslations } from 'next-intl/server';
import { NewPasswordField } from '@/components/account/new-password-field';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { Card } from '@/components/ui/card';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Guest } from '@/db/schema';

type Props = {
  reservationId: string;
  guest: Guest;
  signUp: FormAction<void>;
};

/** The offer of an account to whoever booked without one. Its mailbox is proven before the account is made. */
export async function KeepBooking({ reservationId, guest: { name, email }, signUp }: Props) {
  const [t, locale, words] = await Promise.all([getTranslations(), getLocale(), errorWords()]);
  return (
    <Card className="grid gap-3 p-5">
      <h2 className="text-lead">{t('guest.keepTitle')}</h2>
      <p className="text-note text-soft">{t('guest.keepText', { email })}</p>
      <ActionForm action={signUp} words={words} done={t('guest.keptText', { email })} className="grid gap-4">
        <input type="hidden" name="name" value={name} />
        <input type="hidden" name="email" value={email} />
        <input type="hidden" name="callbackUrl" value={`/${locale}/reservations/${reservationId}`} />
        <NewPasswordField label={t('signIn.password')} />
        <SubmitButton look="secondary" wide>
          {t('guest.keep')}
        </SubmitButton>
      </ActionForm>
    </Card>
  );
}

/** For who has signed in: the booking was made without an account and can be put into theirs. */
export async function ClaimBooking({
  reservationId,
  claim,
}: {
  reservationId: string;
  claim: FormAction<void>;
}) {
  const [t, words] = await Promise.all([getTranslations('guest'), errorWords()]);
  return (
    <Card className="grid gap-3 p-5">
      <h2 className="text-lead">{t('claimTitle')}</h2>
      <p className="text-note text-soft">{t('claimText')}</p>
      <ActionForm action={claim} words={words}>
        <input type="hidden" name="reservationId" value={reservationId} />
        <SubmitButton look="secondary" wide>
          {t('claim')}
        </SubmitButton>
      </ActionForm>
    </Card>
  );
}
