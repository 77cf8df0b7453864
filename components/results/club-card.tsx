import { ReadyLink } from '@/components/shared/ready-link';
import { ClubChip } from './club-chip';
import { ClubPicture } from './club-picture';
import type { CardsView, ShortClubView } from './club-view';

type Props = { view: ShortClubView; cards: CardsView; first: boolean };

/** A club in short: its picture, lowest price, place, and some starts, each a button that holds it. */
export function ClubCard({ view: { name, href, picture, price, place, chips }, cards, first }: Props) {
  return (
    <article>
      <div className="relative">
        <ClubPicture
          picture={picture}
          sizes="(min-width: 64rem) 17rem, (min-width: 40rem) 50vw, 100vw"
          first={first}
          className="h-31 rounded-card"
          plan="absolute right-2.5 bottom-2.5 h-12 w-16 p-1.5"
        />
        {price && (
          <p className="figures absolute bottom-2.5 left-2.5 rounded-sm bg-card px-2 py-0.5 font-strong text-caption">
            {`${cards.words.from} ${price}`}
          </p>
        )}
      </div>
      <h3 className="mt-2.5 truncate px-0.5 text-lead">
        <ReadyLink href={href} className="hover:underline">
          {name}
        </ReadyLink>
      </h3>
      <p className="truncate px-0.5 text-note text-soft">{place}</p>
      <div className="mt-2.5 grid grid-cols-3 gap-1.5">
        {chips.map((chip) => (
          <ClubChip key={chip.time} chip={chip} club={name} cards={cards} />
        ))}
      </div>
    </article>
  );
}
