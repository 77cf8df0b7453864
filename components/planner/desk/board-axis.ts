/** A point of the window. */
export type Point = { clientX: number; clientY: number };

/** Whether courts stand below each other and time runs to the right. */
export const isTape = (node: Element): boolean => node.closest('[data-way="tape"]') !== null;

const TURNED: Readonly<Record<string, string>> = {
  ArrowLeft: 'ArrowUp',
  ArrowRight: 'ArrowDown',
  ArrowUp: 'ArrowLeft',
  ArrowDown: 'ArrowRight',
};

/** An arrow key as on a board whose time runs down, where up and down lead along a court. */
export const keyAlong = (board: Element, key: string): string => (isTape(board) ? (TURNED[key] ?? key) : key);
