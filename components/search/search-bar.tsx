'use client';

import { clsx } from 'clsx';
import { Search } from 'lucide-react';
import type { Route } from 'next';
import Form from 'next/form';
import type { ComponentProps } from 'react';
import { DayField } from '@/components/days/day-cells';
import { BarSelect } from '@/components/ui/bar-field';
import { SubmitButton } from '@/components/ui/submit-button';
import { GameField } from './game-field';
import { PlaceField } from './place-field';
import { TimeField } from './time-field';

type Props = {
  /** Another search is a new form, since the address holds the state. */
  id: string;
  action: Route;
  words: { label: string; submit: string };
  sort: string | null;
  date: string;
  /** The days to choose from. Null on a page that shows them as links. */
  days: Omit<ComponentProps<typeof DayField>, 'selected' | 'name'> | null;
  place: ComponentProps<typeof PlaceField>;
  time: ComponentProps<typeof TimeField>;
  duration: { label: string; minutes: number; options: readonly { minutes: number; label: string }[] };
  game: ComponentProps<typeof GameField>;
};

const asked = 'border-line border-b lg:border-r lg:border-b-0';

/**
 * Drawn from data, since what the server draws is sent a second time for React. As by our links, nothing is prefetched:
 * each view of a page would ask for the results twice.
 */
export const SearchBar = ({ id, action, words, sort, date, days, place, time, duration, game }: Props) => (
  <Form
    key={id}
    action={action}
    prefetch={false}
    role="search"
    aria-label={words.label}
    className={clsx('rounded-bar border bg-card', days ? 'border-line shadow-float' : 'border-edge')}
  >
    {sort && <input type="hidden" name="sort" value={sort} />}
    {days ? (
      <div className="overflow-hidden rounded-t-bar border-line border-b px-2.5 py-2 max-sm:pr-0">
        <DayField {...days} selected={date} name="date" />
      </div>
    ) : (
      <input type="hidden" name="date" value={date} />
    )}
    <div className="grid grid-cols-2 lg:flex lg:items-stretch">
      <PlaceField {...place} className={clsx(asked, 'col-span-2 lg:flex-1')} />
      <TimeField {...time} className={clsx(asked, 'max-lg:border-r')} />
      <BarSelect label={duration.label} name="duration" defaultValue={duration.minutes} className={asked}>
        {duration.options.map(({ minutes, label }) => (
          <option key={minutes} value={minutes}>
            {label}
          </option>
        ))}
      </BarSelect>
      <div className="col-span-2 max-lg:border-line max-lg:border-b">
        <GameField {...game} />
      </div>
      <div className="col-span-2 p-2.5 lg:self-center lg:p-1.5">
        <SubmitButton size="large" className="w-full lg:min-h-12">
          <Search aria-hidden className="size-5" />
          <span>{words.submit}</span>
        </SubmitButton>
      </div>
    </div>
  </Form>
);
