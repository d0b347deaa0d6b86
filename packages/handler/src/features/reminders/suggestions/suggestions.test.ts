// /suggestions: off until somebody says otherwise.
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
    expect(bench.said()).toContain('none is set yet: /briefing 8:00');
    await bench.send('/suggestions off');
    expect([bench.said(), await since()]).toEqual([
      expect.stringContaining('Suggestions are off.'),
      undefined,
    ]);
    await bench.send('/timezone Berlin');
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
