import { getLocale, getTranslations } from 'next-intl/server';
import { FormText } from '@/components/ui/form/form-fields';
import { Card } from '@/components/ui/card';
import { SubmitButton } from '@/components/ui/submit-button';
import type { OpenTill } from '@/lib/billing/get-till';
import { denominationsOf } from '@/lib/core/denominations';
import { formatMoney, formatShortMoney } from '@/lib/core/money';
import { DrawerCount } from './drawer-count';
import type { TillActions } from './till-actions';
import { TillForm } from './till-form';

type Props = { club: string; action: TillActions['close']; till: OpenTill; isOnly: boolean };

/** What is in the drawer, counted, and the till closed with the difference. */
export async function CloseTillForm({ club, action, till, isOnly }: Props) {
  const [t, locale] = await Promise.all([getTranslations('till'), getLocale()]);
  if (!till.report) return null;
  const { currency, expectedMinor } = till.report;
  const worths = denominationsOf(currency);
  const heading = `count-${till.id}`;
  return (
    <section id={`close-${till.id}`} aria-labelledby={heading} className="print:hidden">
      <Card className="border-edge shadow-lift">
        <div className="flex flex-wrap items-baseline justify-between gap-2 border-line border-b px-4 py-3">
          <h2 id={heading} className="font-strong">
            {isOnly ? t('count') : t('countOf', { name: till.name })}
          </h2>
          <p className="figures text-note text-soft">
            {t('expected', { sum: formatMoney(expectedMinor, currency, locale) })}
          </p>
        </div>
        <div className="p-4">
          <TillForm
            action={action}
            club={club}
            hidden={{ shiftId: till.id }}
            conflict={t('closedAlready')}
            className="grid gap-4"
          >
            {worths.length > 0 ? (
              <DrawerCount
                expectedMinor={expectedMinor}
                currency={currency}
                locale={locale}
                worths={worths.map((minor) => ({ minor, name: formatShortMoney(minor, currency, locale) }))}
                labels={{
                  counted: t('counted'),
                  difference: t('difference'),
                  pieces: t('pieces'),
                  unfit: t('unfitAmount'),
                }}
              />
            ) : (
              <FormText
                name="counted"
                label={t('counted')}
                inputMode="decimal"
                required
                unfit={t('unfitAmount')}
              />
            )}
            <FormText name="note" label={t('noteOptional')} maxLength={500} />
            <SubmitButton className="justify-self-end">{t('close')}</SubmitButton>
          </TillForm>
        </div>
      </Card>
    </section>
  );
}
