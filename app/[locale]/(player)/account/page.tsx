import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { errorWords } from '@/components/error-words';
import { TokenForm } from '@/components/token-form';
import { TokenList } from '@/components/token-list';
import { ActionForm, FormSelect, FormText } from '@/components/ui/action-form';
import { button } from '@/components/ui/button';
import { CheckField, SelectField, TextField } from '@/components/ui/field';
import { SubmitButton } from '@/components/ui/submit-button';
import { getProfile, type Profile } from '@/lib/auth/get-profile';
import { listApiTokens } from '@/lib/auth/list-api-tokens';
import type { Context } from '@/lib/context';
import { pageContext } from '@/lib/page-context';
import { forPage } from '../../for-page';
import { createToken, eraseAccount, revokeToken, savePassword, saveProfile } from './actions';

const DAY_MS = 86_400_000;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account');
  return { title: t('title') };
}

export default async function AccountPage() {
  const [ctx, t] = await Promise.all([pageContext(), getTranslations('account')]);
  const profile = await forPage(getProfile(ctx), '/account');
  return (
    <div className="mx-auto grid max-w-2xl gap-12">
      <h1 className="text-head">{t('title')}</h1>
      <ProfileSection profile={profile} />
      <TokenSection ctx={ctx} />
      <PasswordSection hasPassword={profile.has_password} />
      <DataSection email={profile.email} />
    </div>
  );
}

function Section({
  id,
  title,
  lead,
  children,
}: {
  id: string;
  title: string;
  lead?: string;
  children: ReactNode;
}) {
  return (
    <section aria-labelledby={id} className="grid gap-4">
      <div>
        <h2 id={id} className="text-title">
          {title}
        </h2>
        {lead && <p className="mt-1 text-ink-soft">{lead}</p>}
      </div>
      {children}
    </section>
  );
}

async function ProfileSection({ profile }: { profile: Profile }) {
  const [t, words] = await Promise.all([getTranslations('account'), errorWords()]);
  const { notice_choices: choices } = profile;
  return (
    <Section id="profile" title={t('profile')}>
      <ActionForm action={saveProfile} words={words} done={t('saved')} className="grid gap-4">
        <FormText
          label={t('name')}
          name="name"
          autoComplete="name"
          defaultValue={profile.name ?? ''}
          required
          unfit={t('nameInvalid')}
        />
        <TextField
          label={t('email')}
          defaultValue={profile.email}
          readOnly
          hint={profile.email_valid ? undefined : t('emailInvalid')}
        />
        <FormText
          label={t('phone')}
          name="phone"
          type="tel"
          autoComplete="tel"
          defaultValue={profile.phone ?? ''}
          hint={t('phoneHint')}
          unfit={t('phoneInvalid')}
        />
        <FormSelect label={t('language')} name="locale" defaultValue={profile.locale}>
          <option value="es">Español</option>
          <option value="en">English</option>
        </FormSelect>
        <fieldset>
          <legend className="font-strong text-note">{t('notices')}</legend>
          <p className="text-ink-soft text-note">{t('noticesLead')}</p>
          <CheckField
            label={t('reminderEmail')}
            name="reminder_email"
            defaultChecked={choices.reminder_email}
          />
          <CheckField label={t('reminderSms')} name="reminder_sms" defaultChecked={choices.reminder_sms} />
          <CheckField label={t('clubNews')} name="club_news" defaultChecked={choices.club_news} />
        </fieldset>
        <SubmitButton className="justify-self-start">{t('save')}</SubmitButton>
      </ActionForm>
    </Section>
  );
}

async function TokenSection({ ctx }: { ctx: Context }) {
  const [t, words, tokens] = await Promise.all([
    getTranslations('account'),
    errorWords(),
    listApiTokens(ctx),
  ]);
  const inDays = (days: number) => new Date(ctx.now.getTime() + days * DAY_MS).toISOString().slice(0, 10);
  return (
    <Section id="tokens" title={t('tokens')} lead={t('tokensLead')}>
      <TokenList tokens={tokens} now={ctx.now.getTime()} revoke={revokeToken} />
      <TokenForm
        action={createToken}
        words={words}
        labels={{ created: t('tokenCreated'), copy: t('tokenCopy'), copied: t('tokenCopied') }}
      >
        <div className="grid gap-4 sm:grid-cols-3">
          <TextField label={t('tokenName')} name="name" required maxLength={80} />
          <SelectField label={t('tokenScope')} name="scope" defaultValue="read">
            <option value="read">{t('tokenRead')}</option>
            <option value="write">{t('tokenWrite')}</option>
          </SelectField>
          <TextField
            label={t('tokenExpires')}
            name="expires_on"
            type="date"
            required
            defaultValue={inDays(90)}
            min={inDays(1)}
            max={inDays(364)}
          />
        </div>
        <SubmitButton look="secondary" className="justify-self-start">
          {t('tokenCreate')}
        </SubmitButton>
      </TokenForm>
    </Section>
  );
}

async function PasswordSection({ hasPassword }: { hasPassword: boolean }) {
  const t = await getTranslations('account');
  const words = await errorWords({ forbidden: t('passwordForbidden') });
  return (
    <Section id="password" title={t('password')}>
      <ActionForm action={savePassword} words={words} className="grid gap-4">
        {hasPassword && (
          <FormText
            label={t('currentPassword')}
            name="current"
            type="password"
            autoComplete="current-password"
            maxLength={128}
          />
        )}
        <FormText
          label={t('newPassword')}
          name="password"
          type="password"
          autoComplete="new-password"
          required
          minLength={8}
          maxLength={128}
          hint={t('passwordHint')}
          unfit={t('passwordUnfit')}
        />
        <SubmitButton look="secondary" className="justify-self-start">
          {t('passwordChange')}
        </SubmitButton>
      </ActionForm>
    </Section>
  );
}

async function DataSection({ email }: { email: string }) {
  const t = await getTranslations('account');
  const words = await errorWords({ invalid_input: t('eraseMismatch'), conflict: t('eraseConflict') });
  return (
    <Section id="data" title={t('data')}>
      <a
        href="/api/v1/users/me/export"
        download="pista.json"
        className={button({ look: 'secondary', className: 'justify-self-start' })}
      >
        {t('export')}
      </a>
      <details className="rounded-md border border-line">
        <summary className="flex min-h-11 items-center rounded-md px-4 font-strong text-danger-text hover:bg-sunken">
          {t('erase')}
        </summary>
        <ActionForm action={eraseAccount} words={words} className="grid gap-4 border-line border-t p-4">
          <p>{t('eraseLead')}</p>
          <FormText
            label={t('eraseConfirm')}
            name="email"
            type="email"
            autoComplete="off"
            placeholder={email}
            required
          />
          <SubmitButton look="danger" className="justify-self-start">
            {t('eraseDo')}
          </SubmitButton>
        </ActionForm>
      </details>
    </Section>
  );
}
