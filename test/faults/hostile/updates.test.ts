// Updates that no Telegram would send: nothing but a documented answer comes back, nothing is written outside of the
// sender's keys, and nothing of them is logged.
import { expect, test } from 'vitest';
import { rounds } from '../soak.ts';
import { type Chance, chooseSeed, createChance } from '../world/seed.ts';
import { countsOf } from '../world/storm.ts';
import { genuineUpdates, OWNER, TAPS } from './genuine-updates.ts';
import { MARKER, spoil } from './hostile-json.ts';
import { createWatchedBot, VICTIM } from './watched-bot.ts';

const OUTCOMES = ['answered', 'refused', 'failed', 'joined', 'stopped', 'ignored', 'not queued'];
/** A bot of its own for so many updates: long enough for one to prepare the ground for another. */
const PER_BOT = 25;

const fuzz = async (name: string, bodies: number, bodyOf: (chance: Chance, updateId: number) => string) => {
  const chance = createChance(chooseSeed(name));
  const counts: Record<string, number> = {};
  const complaints: string[] = [];
  for (let done = 0; done < bodies; ) {
    const bot = await createWatchedBot({ modelSays: () => chance.pick(['Fine.', `\ud800 ${MARKER}`, '']) });
    for (let index = 0; index < PER_BOT; index += 1, done += 1) {
      const body = bodyOf(chance, 1_000 + index);
      const { outcome, complaints: found } = await bot.play(body);
      if (!OUTCOMES.includes(outcome)) found.push(`its outcome is ${outcome}`);
      counts[outcome] = (counts[outcome] ?? 0) + 1;
      complaints.push(...found.map((complaint) => `${complaint}: ${body.slice(0, 600)}`));
    }
    if (complaints.length > 0) break;
  }
  console.log(`${name}: ${bodies} bodies, ${countsOf(counts)}`);
  expect(complaints).toEqual([]);
};

test('hostile updates end in a documented way, within the keys of their sender', { timeout: 900_000 }, () =>
  fuzz('hostile updates', rounds(2_000, 100_000), (chance, updateId) =>
    spoil(chance.pick(genuineUpdates(updateId)), chance),
  ),
);

test('hostile callback data does nothing to anybody else', { timeout: 900_000 }, () =>
  fuzz('hostile callback data', rounds(500, 20_000), (chance, updateId) => {
    const parts = chance.pick(TAPS).split(':');
    const at = chance.between(0, parts.length);
    parts[at] = chance.pick([
      '',
      '-1',
      '0',
      '1.5',
      '99999999999999999999',
      '__proto__',
      'constructor',
      'hasOwnProperty',
      String(VICTIM),
      MARKER,
      '\u202e',
      '１',
      'NaN',
      'Infinity',
      '1e9',
      'x'.repeat(60),
    ]);
    const message = { message_id: 9, date: 1, chat: { id: OWNER, type: 'private' } };
    const query = { id: 'q', from: { id: OWNER, first_name: 'A' }, data: parts.join(':'), message };
    return JSON.stringify({ update_id: updateId, callback_query: query });
  }),
);
