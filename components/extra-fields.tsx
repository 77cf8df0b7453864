import { ShoppingBag } from 'lucide-react';
import { getLocale, getTranslations } from 'next-intl/server';
import type { Club } from '@/lib/clubs/catalogue';
import { formatMoney } from '@/lib/money';
import { extraField } from './slot-value';
import { SelectField } from './ui/field';

type Props = {
  club: Club;
  /** What was chosen before a detour, such as signing in. */
  chosen: readonly { code: string; quantity: number }[];
};

const QUANTITIES = [0, 1, 2, 3, 4];

/** What one may add to a booking before holding it; it is on the price from then on. */
export async function ExtraFields({ club, chosen }: Props) {
  const [t, locale] = await Promise.all([getTranslations('club'), getLocale()]);
  if (club.extras.length === 0) return null;
  return (
    <details open={chosen.length > 0}>
      <summary className="inline-flex min-h-11 items-center gap-2 rounded-md font-strong text-court-text">
        <ShoppingBag aria-hidden className="size-4.5" />
        {t('extras')}
      </summary>
      <div className="grid max-w-xl gap-4 pt-2 sm:grid-cols-2">
        {club.extras.map((extra) => (
          <SelectField
            key={extra.code}
            label={`${extra.name[locale]} · ${formatMoney(extra.priceMinor, club.currency, locale)}`}
            name={extraField(extra.code)}
            defaultValue={quantityOf(extra.code, chosen)}
          >
            {QUANTITIES.map((quantity) => (
              <option key={quantity} value={quantity}>
                {quantity}
              </option>
            ))}
          </SelectField>
        ))}
      </div>
    </details>
  );
}

/** An address may ask for anything; what the list does not offer is none. */
function quantityOf(code: string, chosen: Props['chosen']): number {
  const asked = chosen.find((extra) => extra.code === code)?.quantity ?? 0;
  return QUANTITIES.includes(asked) ? asked : 0;
}
