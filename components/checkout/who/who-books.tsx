import { getTranslations } from 'next-intl/server';
import { FormText } from '@/components/ui/form/form-fields';
import type { Guest } from '@/db/schema';
import type { Self } from '@/lib/core/context';
import { signInHref } from '@/lib/web/sign-in-href';
import { Link } from '@/components/shared/link';

/** A link within a sentence. */
const IN_TEXT = 'inline-flex min-h-11 items-center underline decoration-edge underline-offset-4';

type Props = {
  reservationId: string;
  locale: string;
  /** Who was given before. */
  guest: Guest | null;
};

/** Name and mail of who books without an account. */
export async function GuestFields({ reservationId, locale, guest }: Props) {
  const t = await getTranslations();
  return (
    <div className="grid gap-4">
      <input type="hidden" name="reservationId" value={reservationId} />
      <FormText
        label={t('guest.name')}
        name="name"
        autoComplete="name"
        required
        maxLength={80}
        defaultValue={guest?.name}
        unfit={t('account.nameInvalid')}
      />
      <FormText
        label={t('guest.email')}
        name="email"
        type="email"
        autoComplete="email"
        required
        maxLength={254}
        defaultValue={guest?.email}
        hint={t('guest.emailHint')}
        unfit={t('account.emailUnfit')}
      />
      <p className="text-note text-soft">
        {t.rich('guest.haveAccount', {
          signIn: (words) => (
            <Link href={signInHref(`/checkout/${reservationId}`, locale)} className={IN_TEXT}>
              {words}
            </Link>
          ),
        })}
      </p>
    </div>
  );
}

/** Whose account takes over a court that its browser held before the sign-in. */
export async function AccountBooks({ reservationId, person }: { reservationId: string; person: Self }) {
  const t = await getTranslations('guest');
  return (
    <>
      <input type="hidden" name="reservationId" value={reservationId} />
      <p>
        {t('asAccount', { name: person.name ?? person.email })}{' '}
        <span className="text-note text-soft">{person.email}</span>
      </p>
    </>
  );
}

/** Where the mails of a booking without an account go, and the way to another address. */
export async function GuestNamed({ reservationId, guest }: { reservationId: string; guest: Guest }) {
  const t = await getTranslations('guest');
  return (
    <p className="text-note text-soft">
      {t('mailsGoTo', { email: guest.email })}{' '}
      <Link href={`/checkout/${reservationId}?guest=change`} className={IN_TEXT}>
        {t('change')}
      </Link>
    </p>
  );
}
