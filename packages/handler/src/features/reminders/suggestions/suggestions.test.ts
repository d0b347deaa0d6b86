// /suggestions: off until somebody says otherwise.
import { localOf } from '@steward/core/when';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Bench, USER } from '../../../../test/bench.ts';
import { button, inGroup, quickBench, tapInGroup } from '../../../../test/people.ts';

let bench: Bench;

beforeEach(() => {
  bench = quickBench();
});

const since = async (owner: number = USER.id) =>
  (await bench.services.profiles.get(owner))?.suggestionsSinceMs;

describe('/suggestions', () => {
  test('is off until it is accepted, and off again by one command', async () => {
    await bench.send('/suggestions');
    expect([bench.said(), await since()]).toEqual([
      expect.stringContaining('Suggestions are off.'),
      undefined,
    ]);
    await bench.tap(button(bench, 'Turn on'));
    expect(await since()).toBeDefined();
    expect(bench.said()).toContain('They go by your clock, which I do not know yet: /timezone Berlin.');
    expect((await bench.stores.extras.get(USER.id))?.dueMs).toBeUndefined();
    await bench.send('/timezone Berlin');
    const { dueMs = 0 } = (await bench.stores.extras.get(USER.id)) ?? {};
    expect(localOf(dueMs, 'Europe/Berlin').slice(11, 15)).toBe('16:3');
    await bench.send('/suggestions off');
    expect(await bench.stores.extras.get(USER.id)).toBeUndefined();
    expect([bench.said(), await since()]).toEqual([
      expect.stringContaining('Suggestions are off.'),
      undefined,
    ]);
    await bench.send('/briefing 8:00');
    expect(bench.said()).toContain('if you like: /suggestions');
    await bench.send('/suggestions on');
    expect(bench.said()).toContain('💡 Suggestions are on.');
    await bench.send('/briefing');
    expect(bench.said()).not.toContain('/suggestions');
  });

  test('is no matter of a group', async () => {
    await inGroup(bench, '/suggestions on');
    expect(bench.said()).toContain('I suggest nothing in groups.');
    await tapInGroup(bench, 'sugs:on');
    expect(await since(-100200)).toBeUndefined();
  });

  test('an old or forged button sets nothing', async () => {
    await bench.tap('sug:add:task-5');
    expect(bench.said()).toContain('That suggestion is over, and nothing was set.');
    await bench.tap('sug:what:task-5');
    expect(await bench.services.reminders.list(USER.id)).toEqual([]);
  });
});
