import { Command } from 'cmdk';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import type { Locale } from '@/lib/core/context';
import { formatInstant } from '@/lib/core/i18n/format';
import { askActs, type RecentAct, undoAct } from './ask-acts';
import { Choice, Group } from './choice';

export type RecentWords = Readonly<Record<'recent' | 'undo' | 'notUndone' | 'otherAct', string>>;

type Props = {
  club: { id: number; timeZone: string };
  locale: Locale;
  /** What each kind of act is called. */
  kinds: Readonly<Record<string, string>>;
  words: RecentWords;
  /** Opens a booking beside the page. */
  open: (bookingId: string) => void;
  close: () => void;
};

/** What was done last at the club. An act that can still be undone is, and any other leads to its booking. */
export function RecentActs({ club, locale, kinds, words, open, close }: Props) {
  const router = useRouter();
  const [acts, setActs] = useState<readonly RecentAct[]>([]);
  const [hasFailed, setFailed] = useState(false);

  useEffect(() => {
    const asking = new AbortController();
    askActs(club.id, asking.signal).then((found) => {
      if (!asking.signal.aborted) setActs(found);
    });
    return () => asking.abort();
  }, [club.id]);

  async function choose({ id, undoable, summary }: RecentAct) {
    if (!undoable) return typeof summary.reservation_id === 'string' && open(summary.reservation_id);
    if (!(await undoAct(id))) return setFailed(true);
    router.refresh();
    close();
  }

  const labelOf = ({ kind, undoable }: RecentAct) => {
    const name = kinds[kind] ?? words.otherAct;
    return undoable ? words.undo.replace('{act}', name) : name;
  };
  return (
    <>
      <Group heading={words.recent}>
        {acts.map((act) => (
          <Choice
            key={act.id}
            value={`act ${act.id}`}
            label={labelOf(act)}
            note={[formatInstant(Date.parse(act.at), 'stamp', locale, club.timeZone), act.by.name]
              .filter(Boolean)
              .join(' · ')}
            onSelect={() => choose(act)}
          />
        ))}
      </Group>
      {hasFailed && (
        <Command.Group>
          <p role="alert" className="px-3 py-2 text-danger-text text-note">
            {words.notUndone}
          </p>
        </Command.Group>
      )}
    </>
  );
}
