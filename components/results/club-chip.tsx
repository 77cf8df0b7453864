import { fillIn } from '@/components/shared/fill-in';
import { slotValue } from '@/components/shared/slot-choice';
import { StartChip } from '@/components/shared/start-chip';
import type { CardsView, ChipView } from './club-view';

type Props = { chip: ChipView; club: string; cards: CardsView };

/** A start in a club's card. */
export function ClubChip({ chip, club, cards: { date, durationMinutes, words } }: Props) {
  const { courtId, time, price, singles = false, asked } = chip;
  return (
    <StartChip
      value={slotValue({ courtId, date, startTime: time, durationMinutes })}
      title={time}
      price={price}
      mark={singles ? words.singles : undefined}
      about={fillIn(words.startAt, { club })}
      asked={asked}
    />
  );
}
