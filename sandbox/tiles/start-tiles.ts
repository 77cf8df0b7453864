import { type Running, serve } from '../serve';

const TILE = /^\/(\d{1,2})\/(\d{1,8})\/(\d{1,8})\.svg$/;

/** Plays a server of map tiles: `GET /{z}/{x}/{y}.svg` answers land with two roads and the tile's own numbers. */
export const startTiles = ({ port }: { port: number }): Promise<Running> =>
  serve(({ path }) => {
    const [, z, x, y] = TILE.exec(path) ?? [];
    if (z === undefined || x === undefined || y === undefined)
      return { status: 404, body: { error: 'no such tile' } };
    return {
      headers: { 'content-type': 'image/svg+xml', 'cache-control': 'max-age=3600' },
      body: drawTile(`${z}/${x}/${y}`),
    };
  }, port);

const drawTile = (name: string) => `<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256">
<rect width="256" height="256" fill="#eef0e8"/><path d="M0 96H256M160 0V256" stroke="#fff" stroke-width="10"/>
<path d="M0 0H256V256" fill="none" stroke="#d9dccf"/>
<text x="8" y="248" font-family="sans-serif" font-size="11" fill="#9aa08c">${name}</text></svg>`;
