import { describe, expect, it } from 'vitest';
import { listBenches, runOne } from './benches';

describe('the benches', () => {
  it('are the files that run one, without those that help them', async () => {
    const benches = await listBenches();
    expect(benches).toEqual(expect.arrayContaining(['hold', 'one-slot', 'slots']));
    for (const helper of ['benches', 'hold-spread', 'measure', 'run-bench'])
      expect(benches).not.toContain(helper);
  });

  it('tell what they judged', async () => {
    const { verdicts } = await runOne('slots');
    expect(verdicts.map(({ target }) => target)).toEqual(['the same starts in both', 'under 3 ms']);
    expect(verdicts[0]).toMatchObject({ met: true, measured: '14142 starts' });
  });

  it('miss a target when they do not reach their end', async () => {
    expect((await runOne('no-such-bench')).verdicts).toEqual([
      { target: 'runs to its end', measured: 'ended by exit code 1', met: false },
    ]);
  });
});
