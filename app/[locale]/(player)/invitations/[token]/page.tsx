import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { Link } from '@/components/shared/link';
import { ActionForm } from '@/components/ui/action-form';
import { button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { SubmitButton } from '@/components/ui/submit-button';
import { type FoundInvitation, getInvitation } from '@/lib/accounts/get-invitation';
import type { Context } from '@/lib/core/context';
import { formatMoment } from '@/lib/core/i18n/format';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { pageContext } from '@/lib/web/page-context';
import { signInHref } from '@/lib/web/sign-in-href';
import { orNotFound } from '../../../or-not-found';
import { accept } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('invitation');
  return { title: t('title'), robots: { index: false }, referrer: 'same-origin' };
}

/** What a club offers, and the button that accepts it for whoever has the mailbox. */
export default async function InvitationPage({ params }: PageProps<'/[locale]/invitations/[token]'>) {
  const [{ token }, ctx, t] = await Promise.all([params, pageContext(), getTranslations('invitation')]);
  const invitation = await orNotFound(getInvitation(ctx, token), sitePaths.invitation(token));
  const { clubName: club, role, state } = invitation;
  return (
    <div className="mx-auto grid max-w-2xl gap-6">
      <h1 className="text-head">{t('heading', { club })}</h1>
      <p className="text-lead">{t('offer', { club, role: t(`role.${role}`) })}</p>
      {state === 'open' ? (
        <Open ctx={ctx} token={token} invitation={invitation} />
      ) : (
        <Ended ctx={ctx} state={state} />
      )}
    </div>
  );
}

async function Open({
  ctx,
  token,
  invitation,
}: {
  ctx: Context;
  token: string;
  invitation: FoundInvitation;
}) {
  const { email, expiresAt, timeZone } = invitation;
  const t = await getTranslations('invitation');
  const { actor, locale } = ctx;
  if (actor.kind !== 'person') return <SignIn ctx={ctx} token={token} email={email} />;
  if (actor.email !== email)
    return (
      <Callout tone="held" title={t('otherTitle', { email })}>
        {t('otherText', { email: actor.email })}
      </Callout>
    );
  const words = await errorWords({ conflict: t('gone') });
  return (
    <ActionForm action={accept} words={words} className="grid gap-4">
      <input type="hidden" name="token" value={token} />
      <p className="text-ink-soft">
        {t('until', { when: formatMoment(expiresAt.getTime(), locale, timeZone) })} {t('shorter')}
      </p>
      <SubmitButton className="justify-self-start">{t('accept')}</SubmitButton>
    </ActionForm>
  );
}

async function SignIn({ ctx, token, email }: { ctx: Context; token: string; email: string }) {
  const t = await getTranslations('invitation');
  const path = sitePaths.invitation(token);
  const signUp = `/sign-up?${new URLSearchParams({ callbackUrl: `/${ctx.locale}${path}` })}`;
  return (
    <>
      <p>{t('signInText', { email })}</p>
      <div className="flex flex-wrap gap-3">
        <Link href={signInHref(path, ctx.locale)} className={button()}>
          {t('signIn')}
        </Link>
        <Link href={signUp} className={button({ look: 'secondary' })}>
          {t('signUp')}
        </Link>
      </div>
    </>
  );
}

async function Ended({ ctx, state }: { ctx: Context; state: Exclude<FoundInvitation['state'], 'open'> }) {
  const t = await getTranslations('invitation');
  if (state !== 'accepted')
    return (
      <Callout tone="held" title={t(`${state}Title`)}>
        {t('askAgain')}
      </Callout>
    );
  return (
    <>
      <Callout tone="confirmed" title={t('acceptedTitle')}>
        {t('acceptedText')}
      </Callout>
      <Link
        href={ctx.actor.kind === 'person' ? '/admin' : signInHref('/admin', ctx.locale)}
        className={button({ className: 'justify-self-start' })}
      >
        {t('goOn')}
      </Link>
    </>
  );
}
