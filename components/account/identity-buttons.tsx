import { getTranslations } from 'next-intl/server';
import { SubmitButton } from '@/components/ui/submit-button';
import { configuredIdentities, IDENTITY_NAMES } from '@/lib/auth/identities/identities';
import { IdentityLogo } from './identity-logo';

type Props = { begin: (form: FormData) => Promise<void>; callbackUrl: string };

/** A button for each other site by whose account one can sign in here. */
export async function IdentityButtons({ begin, callbackUrl }: Props) {
  const [t, identities] = [await getTranslations('signIn'), configuredIdentities()];
  if (identities.length === 0) return null;
  return (
    <div className="mt-4 grid gap-4">
      {identities.map((identity) => (
        <form key={identity} action={begin}>
          <input type="hidden" name="identity" value={identity} />
          <input type="hidden" name="callbackUrl" value={callbackUrl} />
          <SubmitButton look="secondary" wide>
            <IdentityLogo identity={identity} />
            {t('withIdentity', { name: IDENTITY_NAMES[identity] })}
          </SubmitButton>
        </form>
      ))}
    </div>
  );
}
