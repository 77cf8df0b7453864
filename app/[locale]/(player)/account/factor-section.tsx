import { getTranslations } from 'next-intl/server';
import { RecoveryCodesForm } from '@/components/account/recovery-codes-form';
import { errorWords } from '@/components/shared/error-words';
import { Link } from '@/components/shared/link';
import { ActionForm } from '@/components/ui/action-form';
import { button } from '@/components/ui/button';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Context } from '@/lib/core/context';
import { formatInstant } from '@/lib/core/i18n/format';
import type { SecondFactor } from '@/lib/factors/second-factor';
import { removeFactor, renewCodes } from './actions';
import { Section } from '@/components/ui/section';

type Props = { ctx: Context; factor: SecondFactor };

/** The state of the second factor, its unused recovery codes, and the buttons that turn it on or off. */
export async function FactorSection({ ctx, factor }: Props) {
  const t = await getTranslations('secondFactor');
  if (factor.state === 'off' && !factor.offered) return null;
  return (
    <Section id="second-factor" title={t('title')} lead={t('lead')}>
      {factor.state === 'on' ? (
        <TurnedOn ctx={ctx} factor={factor} />
      ) : (
        <>
          <p>{t('off')}</p>
          <Link
            href="/second-factor"
            className={button({ look: 'secondary', className: 'justify-self-start' })}
          >
            {t('setUp')}
          </Link>
        </>
      )}
    </Section>
  );
}

async function TurnedOn({ ctx, factor }: { ctx: Context; factor: Extract<SecondFactor, { state: 'on' }> }) {
  const [t, words] = await Promise.all([getTranslations('secondFactor'), errorWords()]);
  return (
    <>
      <p>
        <span className="font-strong">
          {t('on', { when: formatInstant(factor.since.getTime(), 'date', ctx.locale, 'UTC') })}
        </span>{' '}
        <span>{t('codesLeft', { count: factor.codesLeft })}</span>
      </p>
      <RecoveryCodesForm
        action={renewCodes}
        words={words}
        labels={{
          title: `${t('codesTitle')}. ${t('codesText')}`,
          copy: t('copy'),
          copied: t('copied'),
          renew: t('renew'),
          renewText: t('renewText'),
        }}
      />
      <ActionForm action={removeFactor} words={words} className="grid gap-2">
        <p className="text-ink-soft text-note">{t('removeText')}</p>
        <SubmitButton look="secondary" className="justify-self-start">
          {t('remove')}
        </SubmitButton>
      </ActionForm>
    </>
  );
}
