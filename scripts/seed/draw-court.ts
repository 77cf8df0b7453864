/** What an example picture shows. */
export type Scene = {
  sport: 'padel' | 'tennis';
  surface: 'turf' | 'clay' | 'hard';
  light: 'day' | 'dusk' | 'night' | 'roof';
  /** From where it is seen, in degrees off the long axis. */
  turn: number;
};

const WIDTH = 1600;
const HEIGHT = 1200;

type Point = readonly [across: number, up: number, along: number];
type Seen = readonly [x: number, y: number];

const SKIES = {
  day: { sky: ['#bcd7ea', '#d3e4ec', '#e6eeee'], far: '#7f937c', ground: '#b7b394' },
  dusk: { sky: ['#8e9db5', '#d9b9a0', '#f1cf9e'], far: '#5d6553', ground: '#b29c78' },
  night: { sky: ['#0f1830', '#15213f', '#1c2b4f'], far: '#131d36', ground: '#27324d' },
  roof: { sky: ['#8f9eae', '#b6c2cd', '#cfd8df'], far: '#a9b5c0', ground: '#8b98a6' },
} as const;
const FLOORS = { turf: '#2a76cf', clay: '#c3653a', hard: '#3c8a86' } as const;

/** Half of a court in metres, and its service lines, measured from the net (FIP and ITF rules). */
const COURTS = {
  padel: { side: 5, end: 10, service: 6.95, wall: 3 },
  tennis: { side: 5.485, end: 11.885, service: 6.4, wall: 0 },
} as const;

/** A court as a flat drawing in perspective, 1600 × 1200 SVG. It stands for a club's photo in the example data. */
export function drawCourt({ sport, surface, light, turn }: Scene): string {
  const { side, end, service, wall } = COURTS[sport];
  const { sky, far, ground } = SKIES[light];
  const see = camera(turn);
  const shape = (points: readonly Point[], fill: string, opacity = 1) =>
    `<path d="M${points.map((point) => see(point).map(tenth).join(' ')).join('L')}Z" fill="${fill}" fill-opacity="${opacity}"/>`;
  const line = (from: Point, to: Point, width: number, colour: string) =>
    `<path d="M${see(from).map(tenth).join(' ')}L${see(to).map(tenth).join(' ')}" stroke="${colour}" stroke-width="${width}" stroke-linecap="round"/>`;
  const floor = (x: number, z: number): readonly Point[] => [
    [-x, 0, -z],
    [x, 0, -z],
    [x, 0, z],
    [-x, 0, z],
  ];
  const chalk = (from: readonly [number, number], to: readonly [number, number]) =>
    line([from[0], 0, from[1]], [to[0], 0, to[1]], 5, '#f7fbff');
  const horizon = see([0, 5, 4000])[1];
  const dark = light === 'night' ? '#0b1226' : '#2c3442';
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">`,
    ...sky.map(
      (colour, at) =>
        `<rect y="${tenth((horizon / 3) * at)}" width="${WIDTH}" height="${HEIGHT}" fill="${colour}"/>`,
    ),
    light === 'roof' ? hall(horizon) : hills(horizon, far),
    `<rect y="${tenth(horizon)}" width="${WIDTH}" height="${HEIGHT}" fill="${ground}"/>`,
    shape(floor(side + 1.5, end + 2), light === 'night' ? '#1d2945' : '#6f7a86', 0.55),
    shape(floor(side, end), FLOORS[surface]),
    light === 'night'
      ? shape(floor(side * 0.8, end * 0.7), '#ffffff', 0.09)
      : shape(floor(side, end).slice(1), '#000000', 0.08),
    ...[-1, 1].flatMap((to) => [
      chalk([-side, end * to], [side, end * to]),
      chalk([side * to, -end], [side * to, end]),
      chalk([-side, service * to], [side, service * to]),
    ]),
    chalk([0, -service], [0, service]),
    ...walls(side, end).flatMap(([from, to]) => fence(from, to, wall, { shape, line, dark })),
    shape(
      [
        [-side, 0, 0],
        [side, 0, 0],
        [side, 0.9, 0],
        [-side, 0.9, 0],
      ],
      dark,
      0.45,
    ),
    line([-side, 0.92, 0], [side, 0.92, 0], 9, '#ffffff'),
    ...(light === 'roof' ? [] : lamps(side, end, { line, see, lit: light !== 'day', dark })),
    '</svg>',
  ].join('');
}

/** Looks at the middle of the court from behind one of its corners. */
function camera(turn: number): (point: Point) => Seen {
  const angle = (turn * Math.PI) / 180;
  const eye: Point = [Math.sin(angle) * 23, 7.5, -Math.cos(angle) * 23];
  const ahead = unit(minus([0, 0.4, 1], eye));
  const right = unit(cross([0, 1, 0], ahead));
  const up = cross(ahead, right);
  return (point) => {
    const way = minus(point, eye);
    const depth = Math.max(0.4, dot(way, ahead));
    return [WIDTH / 2 + (1750 * dot(way, right)) / depth, HEIGHT * 0.53 - (1750 * dot(way, up)) / depth];
  };
}

type Tools = {
  shape: (points: readonly Point[], fill: string, opacity?: number) => string;
  line: (from: Point, to: Point, width: number, colour: string) => string;
  dark: string;
};

/** The far end first, so that what is near is drawn over it. */
const walls = (side: number, end: number): readonly (readonly [Point, Point])[] => [
  [
    [-side, 0, end],
    [side, 0, end],
  ],
  [
    [-side, 0, -end],
    [-side, 0, end],
  ],
  [
    [side, 0, -end],
    [side, 0, end],
  ],
];

/** Posts with glass below and wire above. A tennis court has wire alone. */
function fence(from: Point, to: Point, glass: number, { shape, line, dark }: Tools): string[] {
  const raised = ([x, , z]: Point, y: number): Point => [x, y, z];
  const at = (share: number): Point => [
    from[0] + (to[0] - from[0]) * share,
    0,
    from[2] + (to[2] - from[2]) * share,
  ];
  const posts = Array.from({ length: 6 }, (_, index) => at(index / 5));
  return [
    glass > 0 ? shape([from, to, raised(to, glass), raised(from, glass)], '#dcecf7', 0.22) : '',
    ...posts.map((post) => line(post, raised(post, 4), 4, dark)),
    ...[glass || 0.1, 4].map((height) => line(raised(from, height), raised(to, height), 4, dark)),
    ...[3.25, 3.5, 3.75].map((height) => line(raised(from, height), raised(to, height), 1, dark)),
  ];
}

function lamps(
  side: number,
  end: number,
  { line, see, lit, dark }: Pick<Tools, 'line' | 'dark'> & { see: (point: Point) => Seen; lit: boolean },
): string[] {
  const feet: Point[] = [
    [-side - 1, 0, end * 0.7],
    [side + 1, 0, end * 0.7],
  ];
  return feet.flatMap((foot) => {
    const top: Point = [foot[0], 8, foot[2]];
    const [x, y] = see(top);
    return [
      line(foot, top, 7, dark),
      `<rect x="${tenth(x - 48)}" y="${tenth(y - 18)}" width="96" height="30" rx="4" fill="${lit ? '#fff7e0' : '#e7eaee'}" stroke="${dark}" stroke-width="5"/>`,
    ];
  });
}

/** Round tops in a row, alike in every run. */
const hills = (horizon: number, colour: string): string =>
  Array.from({ length: 15 }, (_, index) => {
    const radius = 62 + ((index * 37) % 58);
    return `<ellipse cx="${index * 118 - 20}" cy="${tenth(horizon + 8)}" rx="${radius * 1.5}" ry="${radius}" fill="${colour}"/>`;
  }).join('');

/** Beams and windows of a hall. */
const hall = (horizon: number): string =>
  Array.from({ length: 6 }, (_, index) => {
    const y = (horizon / 6) * index;
    return `<rect y="${tenth(y)}" width="${WIDTH}" height="${12 - index}" fill="#76858f"/><rect x="${180 + index * 20}" y="${tenth(y + 30)}" width="${1240 - index * 40}" height="9" fill="#f4f7f9"/>`;
  }).join('');

const tenth = (value: number) => Math.round(value * 10) / 10;
const minus = (a: Point, b: Point): Point => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const dot = (a: Point, b: Point) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const cross = (a: Point, b: Point): Point => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
const unit = (a: Point): Point => {
  const length = Math.hypot(...a);
  return [a[0] / length, a[1] / length, a[2] / length];
};
