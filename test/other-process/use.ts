import { afterAll, beforeAll } from 'vitest';
import { type OtherProcess, startOtherProcess } from './start';

/** A process beside this one for this test file. Call it after the file's environment is set up. */
export function useOtherProcess(): () => OtherProcess {
  let other: OtherProcess | undefined;
  beforeAll(async () => {
    other = await startOtherProcess();
  });
  afterAll(() => other?.stop());
  return () => {
    if (other === undefined) throw new Error('the other process runs only while tests run');
    return other;
  };
}
