import { fillIn } from '@/components/shared/fill-in';
import { ReadyLink } from '@/components/shared/ready-link';
import { ZoneNote } from '@/components/shared/zone-note';
import { Callout } from '@/components/ui/callout';
import { clubAnchor } from './club-anchor';
import { ClubChip } from './club-chip';
import { ClubPicture } from './club-picture';
import type { CardsView, FoundClubView } from './club-view';
import { DayStrip } from './day-strip';

type Props = { view: FoundClubView; cards: CardsView };

/** One club of the results: its picture, its day, and starts from all parts of the day, each a button that holds it. */
export function ClubResult({ view, cards, first }: Props & { first: boolean }) {
  const { name, href, picture, place, zone, distance, facts, notAsAsked, quota, day, price } = view;
  const { words } = cards;
  return (
    <div id={clubAnchor(view)} className="club-result">
      <ClubPicture
        picture={picture}
        sizes="(min-width: 64rem) 14.75rem, (min-width: 40rem) 12rem, 100vw"
        first={first}
        className={picture.photo ? 'picture has-photo' : 'picture'}
        plan="plan"
      />
      <div className="head">
        <h2>
          <ReadyLink href={href}>{name}</ReadyLink>
        </h2>
        <div className="facts">
          <p className="with-pin">
            <span>{place}</span>
            <ZoneNote {...zone} text={fillIn(words.zone, { city: place })} />
            {distance !== null && <span>· {distance}</span>}
          </p>
          <p>{facts}</p>
        </div>
      </div>
      <div className="body">
        <Starts view={view} cards={cards} />
        {notAsAsked.length > 0 && (
          <p className="with-info">
            {notAsAsked.map((text) => (
              <span key={text}>{text}</span>
            ))}
          </p>
        )}
        {quota && (
          <div className="mt-3">
            <Callout title={quota.title}>{quota.text}</Callout>
          </div>
        )}
      </div>
      <div className="side">
        <div className="day">
          <DayStrip strip={day.strip} label={fillIn(words.strip, { day: day.name, share: day.share })} />
        </div>
        {price && (
          <p className="price">
            <span>{words.from}</span>
            {` ${price}`}
          </p>
        )}
      </div>
    </div>
  );
}

/** Starts from all parts of the day, four a row on a phone, with the whole day last. */
function Starts({ view: { name, href, parts }, cards }: Props) {
  const { wholeDay, wholeDayAt } = cards.words;
  return (
    <div className="starts">
      {parts.map((part) => (
        <div key={part.name} className="part">
          <p aria-hidden>{part.name}</p>
          <div>
            {part.chips.map((chip) => (
              <ClubChip key={chip.time} chip={chip} club={name} cards={cards} />
            ))}
          </div>
        </div>
      ))}
      <ReadyLink href={href} className="whole-day">
        <span>{wholeDay}</span>
        <span className="sr-only">{fillIn(wholeDayAt, { club: name })}</span>
      </ReadyLink>
    </div>
  );
}
