import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { type Bar, barAt, type Edge, movedTo, STEP, withEdge } from './day-bars';
import type { PlacedBar } from './week-in-fields';

/** What a pointer or a key has hold of: an edge, or the whole bar. */
type Part = Edge | 'bar';

type Grab = { bar: PlacedBar; part: Part; pointerId: number; y: number };

type Options = {
  bars: readonly PlacedBar[];
  /** How many minutes a pixel is. */
  minutesPerPixel: number;
  /** The minute at a height of the window. */
  minuteAt: (y: number) => number;
  /** A free place for a new bar. */
  freePlace: (weekday: number) => number | undefined;
  write: (at: PlacedBar, bar: Bar | null) => void;
  /** Moves the focus to the fields of a bar that is gone. */
  leave: (at: PlacedBar) => void;
};

const HOUR = 60;

/** Drags the bars of a week by mouse, pen and finger, and moves their edges by keys. */
export function useBarDrag({ bars, minutesPerPixel, minuteAt, freePlace, write, leave }: Options) {
  const grab = useRef<Grab | null>(null);

  const othersOf = ({ weekday, place }: PlacedBar) =>
    bars.filter((bar) => bar.weekday === weekday && bar.place !== place);

  function onPointerDown(event: PointerEvent<HTMLElement>) {
    if (event.button !== 0 || grab.current) return;
    const { currentTarget, pointerId, pointerType, clientY: y } = event;
    const held = heldBy(event.target, bars) ?? (pointerType === 'mouse' ? begin(event.target, y) : null);
    // A finger moves edges alone, so that it can scroll the page.
    if (!held || (held.part === 'bar' && pointerType !== 'mouse')) return;
    grab.current = { ...held, pointerId, y };
    currentTarget.setPointerCapture(pointerId);
  }

  /** A new bar, whose closing is then dragged. */
  function begin(target: EventTarget, y: number): Pick<Grab, 'bar' | 'part'> | null {
    const weekday = Number(dataOf(target, 'weekday'));
    const place = freePlace(weekday);
    const others = bars.filter((bar) => bar.weekday === weekday);
    const bar = place === undefined ? null : barAt(others, minuteAt(y));
    if (place === undefined || !bar) return null;
    const placed = { ...bar, weekday, place };
    write(placed, bar);
    return { bar: placed, part: 'closes' };
  }

  function onPointerMove(event: PointerEvent<HTMLElement>) {
    const held = grab.current;
    if (held?.pointerId !== event.pointerId) return;
    const by = (event.clientY - held.y) * minutesPerPixel;
    write(held.bar, moved(held.bar, othersOf(held.bar), held.part, by));
  }

  const letGo = () => {
    grab.current = null;
  };

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    if (event.key === 'Escape' && grab.current) {
      write(grab.current.bar, grab.current.bar);
      return letGo();
    }
    const held = heldBy(event.target, bars);
    if (!held || held.part === 'bar') return;
    if (event.key === 'Delete' || event.key === 'Backspace') {
      write(held.bar, null);
      leave(held.bar);
    } else {
      const by = stepOf(event);
      if (by === null) return;
      write(held.bar, moved(held.bar, othersOf(held.bar), held.part, by));
    }
    event.preventDefault();
  }

  return { onPointerDown, onPointerMove, onPointerUp: letGo, onPointerCancel: letGo, onKeyDown };
}

const moved = (bar: Bar, others: readonly Bar[], part: Part, by: number): Bar =>
  part === 'bar' ? movedTo(bar, others, bar.opens + by) : withEdge(bar, others, part, bar[part] + by);

/** Up is earlier, as the day runs down. */
function stepOf({ key, shiftKey }: KeyboardEvent): number | null {
  switch (key) {
    case 'ArrowUp':
      return shiftKey ? -HOUR : -STEP;
    case 'ArrowDown':
      return shiftKey ? HOUR : STEP;
    case 'PageUp':
      return -HOUR;
    case 'PageDown':
      return HOUR;
    default:
      return null;
  }
}

/** The part of a bar that holds an element. */
function heldBy(target: EventTarget, bars: readonly PlacedBar[]): Pick<Grab, 'bar' | 'part'> | null {
  const [weekday, place] = [Number(dataOf(target, 'weekday')), dataOf(target, 'place')];
  const bar = bars.find((one) => one.weekday === weekday && String(one.place) === place);
  if (!bar) return null;
  const edge = dataOf(target, 'edge');
  return { bar, part: edge === 'opens' || edge === 'closes' ? edge : 'bar' };
}

const dataOf = (target: EventTarget, name: string): string | null =>
  target instanceof Element ? (target.closest(`[data-${name}]`)?.getAttribute(`data-${name}`) ?? null) : null;
