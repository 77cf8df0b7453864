import { SubmitButton } from '@/components/ui/submit-button';

/** The bookings that new hours leave outside, and when the clocks move the hours, in the reader's words. */
export type HoursEffectView = {
  title: string;
  lines: readonly { text: string; href: string }[];
  clocks: readonly string[];
};

type Props = { effect: HoursEffectView; words: Readonly<Record<string, string>> };

/** What saving new hours means for what is booked, and the button that saves them. */
export function HoursEffect({ effect: { title, lines, clocks }, words }: Props) {
  return (
    <section className="grid gap-3 rounded-card border border-line bg-card p-4 shadow-lift">
      <p className="font-strong">{title}</p>
      {lines.length > 0 && (
        <>
          <p className="text-note text-soft">{words.affectedStay}</p>
          <ul className="figures grid gap-1">
            {lines.map(({ text, href }) => (
              <li key={href}>
                <a href={href} className="inline-flex min-h-6 items-center underline underline-offset-4">
                  {text}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      {clocks.map((line) => (
        <p key={line} className="text-note">
          {line}
        </p>
      ))}
      <div>
        <SubmitButton name="intent" value="save">
          {words.save}
        </SubmitButton>
      </div>
    </section>
  );
}
