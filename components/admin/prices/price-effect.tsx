import { TriangleAlert } from 'lucide-react';
import { CheckField } from '@/components/ui/field';
import { SubmitButton } from '@/components/ui/submit-button';

/** What a price list would change, in the reader's words. */
export type PriceEffectView = {
  /** How many starts become dearer, cheaper, newly sold. */
  counts: readonly { label: string; count: string }[];
  examples: readonly string[];
  /** The starts that would no longer be sold. Null where there are none. */
  unsold: { title: string; hash: string; examples: readonly string[] } | null;
  isSame: boolean;
};

type Props = { effect: PriceEffectView; words: Readonly<Record<string, string>> };

/** What saving the list means for the next fourteen days, and the button that saves it. */
export function PriceEffect({ effect: { counts, examples, unsold, isSame }, words }: Props) {
  return (
    <section
      aria-labelledby="price-effect"
      className="grid gap-4 rounded-card border border-line bg-card p-4 shadow-lift sm:p-5"
    >
      <h2 id="price-effect" tabIndex={-1} className="text-lead">
        {words.effect}
      </h2>
      {isSame && <p>{words.effectNone}</p>}
      {!isSame && (
        <dl className="figures flex flex-wrap gap-x-8 gap-y-3">
          {counts.map(({ label, count }) => (
            <div key={label}>
              <dt className="text-note text-soft">{label}</dt>
              <dd className="font-strong text-title">{count}</dd>
            </div>
          ))}
        </dl>
      )}
      {examples.length > 0 && (
        <ul className="figures grid gap-1 text-note text-soft">
          {examples.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {unsold && (
        <div className="grid gap-2 rounded-md bg-danger-tint px-4 py-3 text-danger-text">
          <p className="flex items-center gap-2 font-strong">
            <TriangleAlert aria-hidden className="size-4 shrink-0" />
            <span>{unsold.title}</span>
          </p>
          <ul className="figures grid gap-1 text-note">
            {unsold.examples.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <CheckField label={words.acknowledge} name="acknowledge_unsold" value={unsold.hash} required />
        </div>
      )}
      <p className="text-note text-soft">{words.soldStays}</p>
      <div>
        <SubmitButton name="intent" value="save">
          {words.save}
        </SubmitButton>
      </div>
    </section>
  );
}
