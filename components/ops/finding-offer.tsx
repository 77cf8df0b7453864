import { getTranslations } from 'next-intl/server';
import { Link } from '@/components/shared/link';
import type { FormAction } from '@/components/ui/action-form';
import type { ObjectOffer } from '@/lib/backoffice/list-findings';
import { inWords } from '@/lib/core/i18n/message';
import { FormButton } from './form-button';

type Act = FormAction<unknown>;
type Props = { offer: ObjectOffer; type: string; objectId: string; mend: Act; accept: Act };

/** What can be done about a violation: a button for each repair, or advice with its place. */
export async function FindingOffer({ offer, type, objectId, mend, accept }: Props) {
  const [t, all] = await Promise.all([getTranslations('ops'), getTranslations()]);
  if (offer.kind === 'repairs') {
    return (
      <ul className="grid gap-3">
        {offer.repairs.map(({ name, does }) => (
          <li key={name} className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <FormButton
              action={mend}
              values={{ type, objectId, repair: name }}
              label={`${t(`repair_${name}`)} ${objectId}`}
            >
              {t(`repair_${name}`)}
            </FormButton>
            <p className="min-w-0 flex-1 basis-64 text-ink-soft">{inWords(does, all)}</p>
          </li>
        ))}
      </ul>
    );
  }
  return (
    <div className="grid justify-items-start gap-2">
      <p className="text-ink-soft">{inWords(offer.advice, all)}</p>
      {'page' in offer.at ? (
        <Place page={offer.at.page} />
      ) : (
        <code className="wrap-anywhere rounded-md bg-sunken px-3 py-2 text-note">{offer.at.command}</code>
      )}
      {offer.kind === 'accept' && (
        <FormButton action={accept} values={{ type, objectId }} label={`${t('accept')} ${objectId}`}>
          {t('accept')}
        </FormButton>
      )}
    </div>
  );
}

async function Place({ page }: { page: string }) {
  const t = await getTranslations('ops');
  const className = 'inline-flex min-h-11 items-center text-court-text underline';
  return page.startsWith('/') ? (
    <Link href={page} className={className}>
      {t('whereItIs')}
    </Link>
  ) : (
    <a href={page} className={className}>
      {t('whereItIs')}
    </a>
  );
}
