import { SubmitButton } from '@/components/ui/submit-button';

/** What another list of extras changes, a line for each extra, in the reader's words. */
export type ExtrasEffectView = { lines: readonly { code: string; text: string }[] };

type Props = { effect: ExtrasEffectView; words: Readonly<Record<string, string>> };

/** What saving the extras means, and the button that saves them. */
export function ExtrasEffect({ effect: { lines }, words }: Props) {
  return (
    <section className="grid gap-3 rounded-card border border-line bg-card p-4 shadow-lift">
      <p className="font-strong">{lines.length === 0 ? words.effectNone : words.effect}</p>
      {lines.length > 0 && (
        <ul className="figures grid gap-1">
          {lines.map(({ code, text }) => (
            <li key={code}>{text}</li>
          ))}
        </ul>
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
