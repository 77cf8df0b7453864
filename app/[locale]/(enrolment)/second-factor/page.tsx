import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { ConfirmFactorForm } from '@/components/account/confirm-factor-form';
import { QrCode } from '@/components/reservation/qr-code';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm } from '@/components/ui/action-form';
import { SubmitButton } from '@/components/ui/submit-button';
import { inLocale, redirect } from '@/lib/core/i18n/navigation';
import { safePath } from '@/lib/core/input/safe-path';
import { getSecondFactor, type SecondFactor } from '@/lib/factors/second-factor';
import { enrolmentContext } from '@/lib/web/page-context';
import { orNotFound } from '../../or-not-found';
import { begin, confirm } from './actions';

const search = z.object({ callbackUrl: z.string().max(2_000).catch('') });

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('secondFactor');
  return { title: t('title'), robots: { index: false } };
}

export default async function SecondFactorPage({ searchParams }: PageProps<'/[locale]/second-factor'>) {
  const [{ callbackUrl }, ctx] = [search.parse(await searchParams), await enrolmentContext()];
  const factor = await orNotFound(getSecondFactor(ctx), '/second-factor');
  if (factor.state === 'off' && !factor.offered) redirect({ href: '/account', locale: ctx.locale });
  const t = await getTranslations('secondFactor');
  return (
    <>
      <h1 className="mb-2 text-head">{t('title')}</h1>
      <p className="mb-6 text-ink-soft">{t(ctx.actor.kind === 'unproven' ? 'must' : 'lead')}</p>
      {factor.state === 'off' ? (
        <Begin />
      ) : (
        <Confirm factor={factor} goOnHref={safePath(callbackUrl) ?? inLocale('/account', ctx.locale)} />
      )}
    </>
  );
}

async function Begin() {
  const [t, words] = await Promise.all([getTranslations('secondFactor'), errorWords()]);
  return (
    <ActionForm action={begin} words={words} className="grid gap-4">
      <SubmitButton size="large" wide>
        {t('begin')}
      </SubmitButton>
    </ActionForm>
  );
}

type ConfirmProps = { factor: Exclude<SecondFactor, { state: 'off' }>; goOnHref: string };

/** Not redirected once the factor is on, because it then shows the recovery codes. */
async function Confirm({ factor, goOnHref }: ConfirmProps) {
  const [t, words] = await Promise.all([getTranslations('secondFactor'), errorWords()]);
  return (
    <ConfirmFactorForm
      action={confirm}
      words={words}
      goOnHref={goOnHref}
      labels={{
        done: t('doneTitle'),
        enter: t('enter'),
        code: t('code'),
        confirm: t('confirm'),
        wrong: t('codeWrong'),
        title: t('codesTitle'),
        text: t('codesText'),
        copy: t('copy'),
        copied: t('copied'),
        goOn: t('goOn'),
      }}
    >
      {factor.state === 'begun' && <Key factor={factor} />}
    </ConfirmFactorForm>
  );
}

async function Key({ factor }: { factor: Extract<SecondFactor, { state: 'begun' }> }) {
  const t = await getTranslations('secondFactor');
  return (
    <div className="grid gap-3">
      <h2 className="text-body font-strong">{t('scan')}</h2>
      <QrCode text={factor.uri} label={t('qr')} className="w-full max-w-60 rounded-md border border-line" />
      <p className="text-ink-soft text-note">{t('orType')}</p>
      <code className="break-all rounded-sm bg-sunken p-3">{factor.key.replace(/.{4}(?=.)/g, '$& ')}</code>
    </div>
  );
}
