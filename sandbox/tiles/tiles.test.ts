import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Running } from '../serve';
import { startTiles } from './start-tiles';

let tiles: Running;
beforeAll(async () => {
  tiles = await startTiles({ port: 0 });
});
afterAll(() => tiles.close());

test('draws each tile with its own numbers, and nothing else', async () => {
  const tile = await fetch(`${tiles.url}/12/2006/1543.svg`);
  expect(tile.headers.get('content-type')).toBe('image/svg+xml');
  expect(await tile.text()).toContain('12/2006/1543');
  expect((await fetch(`${tiles.url}/12/2006/<script>.svg`)).status).toBe(404);
});
