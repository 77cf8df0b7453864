'use client';

import { clsx } from 'clsx';
import { ChevronRight, Info, MapPin } from 'lucide-react';
import { ReadyLink } from '@/components/shared/ready-link';
import { StartChip } from '@/components/shared/start-chip';
import { ZoneNote } from '@/components/shared/zone-note';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { clubAnchor } from './club-anchor';
import { ClubPicture } from './club-picture';
import type { FoundClubView } from './club-view';
import { DayStrip } from './day-strip';

/** One club of the results: its picture, its day, and starts from all parts of the day, each a button that holds it. */
export function ClubResult({ view, first }: { view: FoundClubView; first: boolean }) {
  const { name, href, picture, place, zone, distance, facts, notAsAsked, quota, day, price } = view;
  return (
    <Card
      id={clubAnchor(view)}
      className="grid scroll-mt-4 grid-cols-[minmax(0,1fr)_auto] overflow-hidden sm:grid-cols-[12rem_minmax(0,1fr)] lg:grid-cols-[14.75rem_minmax(0,1fr)_11.25rem]"
    >
      <ClubPicture
        picture={picture}
        sizes="(min-width: 64rem) 14.75rem, (min-width: 40rem) 12rem, 100vw"
        first={first}
        className={clsx(
          'col-start-1 row-start-1 max-sm:col-end-3 sm:row-end-4 lg:row-end-3',
          picture.photo ? 'max-sm:h-40 sm:min-h-44 lg:min-h-50' : 'max-sm:h-24',
        )}
        plan="col-start-1 row-start-1 m-2.5 h-18 w-24 self-end justify-self-end max-sm:col-end-3 sm:row-end-4 lg:col-start-3 lg:row-end-3 lg:mx-4.5 lg:mt-3.5 lg:h-20 lg:w-auto lg:self-start lg:justify-self-stretch lg:p-0"
      />
      <div className="min-w-0 px-4 pt-3 max-sm:row-start-2 sm:px-6 sm:pt-4">
        <h2 className="text-lead sm:text-title">
          <ReadyLink href={href} className="hover:underline">
            {name}
          </ReadyLink>
        </h2>
        <div className="mt-1 flex flex-wrap gap-x-4 text-note text-soft">
          <p className="flex items-center gap-1.5">
            <MapPin aria-hidden className="size-3.5 shrink-0" />
            <span>{place}</span>
            <ZoneNote {...zone} />
            {distance !== null && <span>· {distance}</span>}
          </p>
          <p className="text-note text-soft">{facts}</p>
        </div>
      </div>
      <div className="min-w-0 self-end px-4 pt-3 pb-4 max-sm:col-span-2 max-sm:row-start-3 sm:px-6 lg:col-start-2">
        <Starts view={view} />
        {notAsAsked.length > 0 && (
          <p className="mt-3 flex items-center gap-1.5 text-note text-soft">
            <Info aria-hidden className="size-3.5 shrink-0" />
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
      <div className="flex gap-4 px-4 pt-3.5 max-sm:row-start-2 sm:px-6 sm:pt-0 sm:pb-4 lg:col-start-3 lg:row-span-2 lg:row-start-1 lg:flex-col lg:justify-end lg:border-line lg:border-l lg:px-4.5">
        <div className="min-w-0 flex-1 max-sm:hidden lg:flex-none">
          <DayStrip {...day} />
        </div>
        {price && (
          <p className="figures flex items-baseline justify-between gap-2 whitespace-nowrap font-strong text-body sm:self-end lg:self-auto lg:text-lead">
            <span className="font-normal text-note">{price.from}</span> {price.price}
          </p>
        )}
      </div>
    </Card>
  );
}

/** Starts from all parts of the day, four a row on a phone, with the whole day last. */
function Starts({ view: { href, parts, startAt, wholeDay } }: { view: FoundClubView }) {
  return (
    <div className="grid grid-cols-4 gap-1.5 sm:flex sm:flex-wrap sm:items-end sm:gap-x-3 sm:gap-y-2">
      {parts.map(({ name, chips }) => (
        <div key={name} className="max-sm:contents">
          <p aria-hidden className="mb-1.5 text-caption text-soft max-sm:hidden">
            {name}
          </p>
          <div className="max-sm:contents sm:flex sm:flex-wrap sm:gap-1.5">
            {chips.map((chip) => (
              <StartChip key={chip.value} {...chip} about={startAt} />
            ))}
          </div>
        </div>
      ))}
      <ReadyLink
        href={href}
        className="flex min-h-13 items-center justify-center gap-0.5 rounded-md px-1 text-center font-strong text-note text-soft hover:text-ink max-sm:border max-sm:border-line max-sm:text-caption"
      >
        <span>{wholeDay.label}</span>
        <span className="sr-only">{wholeDay.at}</span>
        <ChevronRight aria-hidden className="size-4 shrink-0 max-sm:hidden" />
      </ReadyLink>
    </div>
  );
}
