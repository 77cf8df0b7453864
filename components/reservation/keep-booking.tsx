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
  signUpByPasskey: FormAction<void>;
};

/** The offer of an account to whoever booked without one. Its mailbox is proven before the account is made. */
export async function KeepBooking({ reservationId, guest, signUp, signUpByPasskey }: Props) {
  const [t, locale, words] = await Promise.all([getTranslations(), getLocale(), errorWords()]);
  const { name, email } = guest;
  const done = t('guest.keptText', { email });
  const whose = (
    <>
      <input type="hidden" name="name" value={name} />
      <input type="hidden" name="email" value={email} />
      <input type="hidden" name="callbackUrl" value={`/${locale}/reservations/${reservationId}`} />
    </>
  );
  return (
    <Card className="grid gap-3 p-5">
      <h2 className="text-lead">{t('guest.keepTitle')}</h2>
      <p className="text-note text-soft">{t('guest.keepText', { email })}</p>
      <ActionForm action={signUp} words={words} done={done} className="grid gap-4">
        {whose}
        <NewPasswordField label={t('signIn.password')} />
        <SubmitButton look="secondary" wide>
          {t('guest.keep')}
        </SubmitButton>
      </ActionForm>
      <ActionForm action={signUpByPasskey} words={words} done={done} className="grid gap-4">
        {whose}
        <SubmitButton look="quiet" wide>
          {t('guest.keepByPasskey')}
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
