/** A place on `app/evening-court.svg`: where the player stands, how large that is drawn, and the middle of the head. */
type Place = { x: number; y: number; radius: number; head: { x: number; y: number } };

/** Whoever booked, the partner beside, then those on the other side of the net. */
const PLACES: readonly Place[] = [
  { x: 920.7, y: 462, radius: 37.4, head: { x: 923, y: 391.8 } },
  { x: 1075.8, y: 382.4, radius: 31, head: { x: 1078.4, y: 318 } },
  { x: 686.8, y: 307.5, radius: 32.2, head: { x: 681.9, y: 252 } },
  { x: 826, y: 268.5, radius: 25.1, head: { x: 825, y: 217.3 } },
];

/** On a court for two the partner is the opponent. */
const PLACES_OF_TWO = [PLACES[0], PLACES[3]].filter((place) => place !== undefined);

export const HEAD_RADIUS = 20;

/** The initials of who has each seat, whoever booked first. Null for a free one. */
export type Seats = readonly (string | null)[];

export const placesOf = (seats: Seats): { place: Place; initials: string | null }[] =>
  (seats.length <= 2 ? PLACES_OF_TWO : PLACES).map((place, at) => ({ place, initials: seats[at] ?? null }));

/**
 * The seats as shapes of an SVG, without the letters. It is called and not rendered, because Satori knows no
 * components inside of an SVG.
 */
export const seatMarks = (seats: Seats) =>
  placesOf(seats).map(({ place: { x, y, radius, head }, initials }) =>
    initials === null ? (
      <g key={x} stroke="#fff" fill="none">
        <ellipse cx={x} cy={y} rx={radius * 0.75} ry={radius * 0.31} strokeWidth="2" strokeDasharray="5 5" />
        <path d={`M${x - 7} ${y}h14M${x} ${y - 5}v10`} strokeWidth="2.2" strokeLinecap="round" />
      </g>
    ) : (
      <g key={x}>
        <ellipse cx={x} cy={y} rx={radius} ry={radius * 0.42} fill="#fff" fillOpacity="0.28" />
        <path d={`M${x} ${y}L${head.x} ${head.y}`} stroke="#fff" strokeWidth="2.4" />
        <circle cx={head.x} cy={head.y} r={HEAD_RADIUS} fill="#fff" />
      </g>
    ),
  );
