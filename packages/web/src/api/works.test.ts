import type { WorkState } from '@steward/core/web-contract';
import { describe, expect, it } from 'vitest';
import { type Call, CallError } from './call.ts';
import { createWorks } from './works.ts';

const ask = { do: 'done', reminder: 7, revision: 2 } as const;

const scripted = (states: (WorkState | CallError)[]) => {
  const posted: unknown[] = [];
  const slept: number[] = [];
  let slow = 0;
  const call = (async (route: string, input: { id?: string }) => {
    if (route === 'POST /api/works') {
      posted.push(input);
      return { work: `w${input.id}` };
    }
    const state = states.shift();
    if (state instanceof CallError) throw state;
    return state;
  }) as unknown as Call;
  const works = createWorks({
    call,
    sleep: async (ms) => void slept.push(ms),
    newId: () => 'one',
    onSlow: () => slow++,
  });
  return { works, posted, slept, slow: () => slow };
};

describe('a work', () => {
  it('is asked for once and followed until it is done', async () => {
    const { works, posted, slept, slow } = scripted([
      { state: 'waiting' },
      { state: 'waiting' },
      { state: 'done' },
    ]);
    expect(await works.run(ask)).toBe('wone');
    expect(posted).toEqual([{ id: 'one', ask }]);
    expect(slept).toEqual([400, 640, 1024]);
    expect(slow()).toBe(0);
  });

  it('tells why it failed', async () => {
    const { works } = scripted([{ state: 'failed', why: 'gone' }]);
    await expect(works.run(ask)).rejects.toMatchObject({ name: 'WorkFailed', why: 'gone' });
  });

  it('has failed where nobody knows it any more', async () => {
    const { works } = scripted([new CallError({ error: 'not-found' })]);
    await expect(works.run(ask)).rejects.toMatchObject({ why: 'failed' });
    const other = scripted([new CallError({ error: 'not-let-in' })]);
    await expect(other.works.run(ask)).rejects.toMatchObject({ fault: { error: 'not-let-in' } });
  });

  it('is asked for less and less often, and says once that it takes long', async () => {
    const waiting = Array.from({ length: 12 }, (): WorkState => ({ state: 'waiting' }));
    const { works, slept, slow } = scripted([...waiting, { state: 'done' }]);
    await works.run(ask);
    expect(Math.max(...slept)).toBe(10_000);
    expect(slow()).toBe(1);
  });
});
