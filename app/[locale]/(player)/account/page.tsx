import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { getProfile } from '@/lib/accounts/get-profile';
import { listApiTokens } from '@/lib/accounts/list-api-tokens';
import { getSecondFactor } from '@/lib/factors/second-factor';
import { InstallApp } from '@/components/account/install-app';
import { pageContext } from '@/lib/web/page-context';
import { orNotFound } from '../../or-not-found';
import { DataSection } from './data-section';
import { FactorSection } from './factor-section';
import { IdentitySection } from './identity-section';
import { PasskeySection } from './passkey-section';
import { PasswordSection } from './password-section';
import { ProfileSection } from './profile-section';
import { TeamSection } from './team-section';
import { TokenSection } from './token-section';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account');
  return { title: t('title') };
}

export default async function AccountPage() {
  const [ctx, t] = await Promise.all([pageContext(), getTranslations('account')]);
  const profile = await orNotFound(getProfile(ctx), '/account');
  const [factor, { count: keys }] = await Promise.all([
    getSecondFactor(ctx),
    listApiTokens(ctx, { page: 1, pageSize: 1 }),
  ]);
  return (
    <div className="mx-auto grid max-w-2xl gap-12">
      <h1 className="text-head">{t('title')}</h1>
      <ProfileSection profile={profile} />
      {ctx.actor.kind === 'person' && <TeamSection person={ctx.actor} />}
      <TokenSection ctx={ctx} />
      <PasswordSection hasPassword={profile.hasPassword} keys={keys} />
      <PasskeySection ctx={ctx} />
      <IdentitySection ctx={ctx} />
      <FactorSection ctx={ctx} factor={factor} />
      <InstallApp words={{ title: t('installTitle'), text: t('installText'), install: t('install') }} />
      <DataSection email={profile.email} />
    </div>
  );
}
