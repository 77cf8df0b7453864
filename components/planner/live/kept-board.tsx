'use client';

import { useLayoutEffect } from 'react';

/** The planner as this tab showed it last, when that was read, and how far its board was scrolled. */
export type KeptBoard = { page: Element; readAt: string; left: number; top: number };

let kept: KeptBoard | null = null;

/** Null when this tab has not shown the planner yet. */
export const keptBoard = (): KeptBoard | null => kept;

/** Keeps the planner when it goes, so that it can be shown when a new one cannot be read. */
export function KeepBoard({ readAt }: { readAt: string }) {
  useLayoutEffect(() => {
    const page = document.querySelector('.planner');
    return () => {
      if (page) kept = { page: document.importNode(page, true), readAt, ...scrolledBy(boardOf(page)) };
    };
  }, [readAt]);
  return null;
}

/** Puts the kept planner into a box. */
export function showKept({ page, left, top }: KeptBoard, box: Element | null): void {
  box?.replaceChildren(page);
  boardOf(page)?.scrollTo({ left, top });
}

const boardOf = (page: Element) => page.querySelector('.board');

const scrolledBy = (board: Element | null) => ({
  left: board?.scrollLeft ?? 0,
  top: board?.scrollTop ?? 0,
});
