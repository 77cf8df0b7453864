import { SubmitButton } from './ui/submit-button';

type Props = { value: string; label: string; summary: string; book: string };

/** The chosen start, kept in view, and the button that holds it. */
export function ChosenStart({ value, label, summary, book }: Props) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 rounded-md border border-court bg-card p-3 pl-4 shadow-lift">
      <p>
        <span className="block text-ink-soft text-note">{label}</span>
        <span className="figures font-strong">{summary}</span>
      </p>
      <SubmitButton name="slot" value={value} className="max-sm:w-full">
        {book}
      </SubmitButton>
    </div>
  );
}
