// /quiet: stored, shown, and what it does not touch.
import { createFakeClock } from '@steward/core/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Bench, createBench, USER } from '../../../test/bench.ts';
import { button, inGroup } from '../../../test/people.ts';

let bench: Bench;

beforeEach(() => {
  bench = createBench({ clock: createFakeClock(Date.UTC(2027, 2, 11), { mode: 'auto' }) });
});

const stored = async () => (await bench.services.profiles.get(USER.id))?.quiet;

describe('/quiet', () => {
  test.each([
    ['22:00-07:00', '22:00', '07:00'],
    ['23 – 6:30', '23:00', '06:30'],
    ['from 10pm to 7am', '22:00', '07:00'],
    ['von 13 bis 15 Uhr', '13:00', '15:00'],
    ['12am-12pm', '00:00', '12:00'],
  ])('%s is understood', async (typed, from, until) => {
    await bench.send(`/quiet ${typed}`);
    expect(await stored()).toEqual({ from, until });
    expect(bench.said()).toContain(`Quiet from ${from} to ${until}`);
    expect(bench.said()).toContain('Reminders ring all the same');
  });

  test.each(['22:00', '25-7', '22-22', '13pm-7', '22:75-7', 'at night', '1-2-3'])(
    '%s changes nothing',
    async (typed) => {
      await bench.send(`/quiet ${typed}`);
      expect([await stored(), bench.said()]).toEqual([
        undefined,
        expect.stringContaining('nothing was changed'),
      ]);
    },
  );

  test('what is not understood is shown up to a whole character', async () => {
    await bench.send(`/quiet ${'x'.repeat(59)}🎂`);
    expect(bench.said()).toContain(`in “${'x'.repeat(59)}”, so`);
  });

  test('alone it shows the usual night, and buttons switch it', async () => {
    await bench.send('/quiet');
    expect(bench.said()).toContain('Quiet from 22:00 to 07:00 by your clock');
    await bench.tap(button(bench, 'Off'));
    expect([await stored(), bench.said()]).toEqual(['off', expect.stringContaining('no quiet hours')]);
    await bench.tap(button(bench, '22:00'));
    expect(await stored()).toEqual({ from: '22:00', until: '07:00' });
    await bench.send('/quiet off');
    expect(await stored()).toBe('off');
  });

  test('is no matter of a group', async () => {
    await inGroup(bench, '/quiet 22-7');
    expect(bench.said()).toContain('in our private chat');
  });
});
