/** A club on a map, as plain data in the reader's language. */
export type PinView = {
  id: number;
  latitude: number;
  longitude: number;
  name: string;
  href: string;
  /** What the pin shows: the lowest price, or the name where there is none. */
  label: string;
  /** What is said of it besides: the name, or nothing. */
  about: string;
};

/** The words of a map. */
export type MapWords = {
  map: string;
  zoomIn: string;
  zoomOut: string;
  attribution: string;
  away: string;
};
