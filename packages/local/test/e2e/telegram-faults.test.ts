// Whatever goes wrong between the bot and Telegram: every question gets its answer, and gets it once.

import { paced } from '@steward/core/testing';
import type { Fault } from '@steward/telegram-emulator/testing';
import { isGrowing, type Person } from '@steward/telegram-emulator/testing';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startWorld, type World } from './world.ts';

vi.setConfig({ maxConcurrency: 20 });

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  const refused = world.refusedCalls();
  await world.close();
  expect(refused).toEqual([]);
});

const growing = Array.from({ length: 40 }, (_, index) => `w${index} `);
const shown = (person: Person, part: string): number =>
  person.texts().filter((text) => text.includes(part)).length;

/** Title, the faults, and how often the answer may be seen. */
const faults: [string, Fault[], number][] = [
  ['a send is answered 500', [{ kind: 'status', error_code: 500, method: 'sendMessage', times: 2 }], 1],
  ['an edit is answered 500', [{ kind: 'status', error_code: 502, method: 'editMessageText', times: 3 }], 1],
  ['a proxy answers with a page', [{ kind: 'html-502', method: 'editMessageText', times: 2 }], 1],
  [
    'a send meets a flood wait',
    [{ kind: 'status', error_code: 429, retry_after: 3, method: 'sendMessage' }],
    1,
  ],
  [
    'edits meet flood waits',
    [{ kind: 'status', error_code: 429, retry_after: 4, method: 'editMessageText', times: 2 }],
    1,
  ],
  ['a connection breaks before a send', [{ kind: 'reset', method: 'sendMessage' }], 1],
  ['a connection breaks before an edit', [{ kind: 'reset', method: 'editMessageText', times: 2 }], 1],
  ['a connection breaks behind a send', [{ kind: 'reset-after-accept', method: 'sendMessage' }], 2],
  [
    'a connection breaks behind an edit',
    [{ kind: 'reset-after-accept', method: 'editMessageText', times: 2 }],
    1,
  ],
  ['every call is slow', [{ kind: 'delay', ms: 700, times: 20 }], 1],
];

describe.concurrent('when', { timeout: 300_000 }, () => {
  test.each(faults)('%s, the answer arrives', async (title, planted, most) => {
    const ada = world.person(`Ada ${title}`);
    await ada.asks('/newsession 1', 'Session 1');
    const question = `What if ${title}?`;
    world.ollama.when(question, paced(80, [...growing, 'the end.']));
    for (const fault of planted) world.plant({ ...fault, chatId: ada.id });
    await ada.asks(question, 'the end.');
    await ada.asks('And now?', 'You asked: And now?');
    expect(shown(ada, 'the end.')).toBeGreaterThanOrEqual(1);
    expect(shown(ada, 'the end.')).toBeLessThanOrEqual(most);
    expect(shown(ada, 'You asked: And now?')).toBe(1);
    // A message nobody knows to be there stays as it was.
    expect(ada.messages().filter(isGrowing).length).toBeLessThan(most);
    expect(world.ollama.asked(question)).toHaveLength(1);
    expect(shown(ada, '⚠️')).toBe(0);
  });

  test('a person blocks the bot in mid-answer, the model is stopped and nobody else notices', async () => {
    world.ollama.when('Then I block you', paced(50, Array(6_000).fill('on and ')));
    const [bob, cleo] = [world.person('Bob'), world.person('Cleo')];
    bob.says('Then I block you');
    await bob.sees('on and');
    // The one edit that finds out.
    world.expectRefusal(403);
    world.emulator.blockBot(bob.id, true);
    await bob.until(
      () => world.ollama.asked('Then I block you')[0]?.state === 'closed-by-client',
      'the stop',
    );
    await cleo.asks('Are you there?', 'You asked: Are you there?');
    world.emulator.blockBot(bob.id, false);
    await bob.asks('I am back', 'You asked: I am back');
  });
});

describe.concurrent('when polling', { timeout: 300_000 }, () => {
  const polling: [string, Fault, RegExp][] = [
    ['is answered 500', { kind: 'status', error_code: 500, times: 2 }, /Telegram cannot be reached/],
    [
      'meets another poller',
      {
        kind: 'status',
        error_code: 409,
        description: 'Conflict: terminated by other getUpdates request',
        times: 1,
      },
      /Another process is polling/,
    ],
    ['meets a flood wait', { kind: 'status', error_code: 429, retry_after: 2, times: 1 }, /poll more slowly/],
    ['gets a page instead of an answer', { kind: 'html-502', times: 1 }, /Telegram cannot be reached/],
    ['loses an answer', { kind: 'reset-after-accept', times: 1 }, /Telegram cannot be reached/],
  ];
  test.each(polling)(
    '%s, that is said once, and no message is lost or answered twice',
    async (_title, fault, line) => {
      const own = await startWorld();
      const ada = own.person('Ada');
      await ada.asks('One?', 'You asked: One?');
      own.plant({ ...fault, method: 'getUpdates' });
      ada.says('Two?');
      ada.says('Three?');
      await ada.reads('You asked: Three?');
      ada.says('Four?');
      await ada.reads('You asked: Four?');
      expect(ada.texts().slice(1)).toEqual(
        ['One?', 'Two?', 'Three?', 'Four?'].map((text) => `You asked: ${text}`),
      );
      await own.product().printed(line);
      expect(
        own
          .product()
          .output()
          .split('\n')
          .filter((printed) => line.test(printed)),
      ).toHaveLength(1);
      expect(own.refusedCalls()).toEqual([]);
      await own.close();
    },
  );
});
