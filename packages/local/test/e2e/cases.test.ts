// What models answer and what people send, as it went wrong for somebody once: seen from outside, by who reads the chat
// and by the model server.

import { readdirSync, readFileSync } from 'node:fs';
import { paced } from '@steward/core/testing';
import { buttonsOf, type EmulatedMessage, textOf } from '@steward/telegram-emulator/testing';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ANSWERS, FURTHER_ANSWERS, FURTHER_UPDATES, UPDATES } from './case-tables.ts';
import { startWorld, type World } from './world.ts';

vi.setConfig({ maxConcurrency: 100 });

const folder = new URL('../fixtures/cases/', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, folder), 'utf8');

let world: World;
beforeAll(async () => {
  // Many people at once: Telegram's limits are for other tests.
  world = await startWorld({ telegram: { rateLimits: false } });
});
afterAll(async () => {
  const refused = world.refusedCalls();
  await world.close();
  expect(refused).toEqual([]);
});

const pieces = (text: string): string[] => text.match(/[\s\S]{1,7}/gu) ?? [];

/** Styles and addresses as `style[text]`, without what Telegram finds by itself in any text. */
const styles = (message: EmulatedMessage): string[] =>
  (message.entities ?? [])
    .filter(({ type }) => !['url', 'bot_command', 'mention', 'hashtag', 'cashtag'].includes(type))
    .map(({ type, offset, length, url }) => {
      const words = textOf(message).slice(offset, offset + length);
      return type === 'text_link' ? `${words} → ${url}` : `${type}[${words}]`;
    });

/** What a person is shown, whom the model answers so. */
const shown = async (name: string, answer: string): Promise<[string, string[]]> => {
  const person = world.person(name);
  world.ollama.when(`ask ${name}.`, paced(1, pieces(answer)));
  await person.asks(`ask ${name}.`, /^(?!Started)/);
  const last = person.messages().at(-1) as EmulatedMessage;
  return [textOf(last), styles(last)];
};

describe.concurrent('an answer', { timeout: 300_000 }, () => {
  test('of every kind that went wrong has its test', () => {
    const tested = [...Object.keys(ANSWERS), 'fence-cut-1.md', 'fence-cut-2.md'];
    expect(readdirSync(new URL('answers', folder)).sort()).toEqual(tested.sort());
  });

  test.each(Object.entries(ANSWERS))('%s is shown as a person expects it', async (file, wanted) => {
    const answer = read(`answers/${file}`);
    const [text, found] = await shown(file, answer);
    expect([text, found]).toEqual([wanted.text ?? answer.trim(), wanted.styles ?? []]);
  });

  test.each(FURTHER_ANSWERS)(
    'with %s is shown as a person expects it',
    async (name, answer, text, wanted) => {
      const [seen, found] = await shown(name, answer);
      expect([seen, found]).toEqual([text ?? answer, wanted ?? []]);
    },
  );

  test('grows as it will stand there, without what the model thought', async () => {
    const days = `Days:\n\n${[31, 3, 1, 12, 30, 2].map((day) => `${day}. day`).join('\n')}\n\nThat is`;
    const chunks = pieces(`<think>They greet **me**.</think>\n\n${days} `);
    world.ollama.when('Which days?', [...paced(1, chunks), { fault: 'stall' }]);
    const person = world.person('Growing');
    person.says('Which days?');
    const growing = await person.sees('That is');
    expect(textOf(growing)).toContain(days);
    await person.taps(growing, 'Stop');
    expect(textOf(await person.reads('Stopped'))).toBe(`${days}\n\n⏹ Stopped.`);
    expect(
      person
        .timeline()
        .map(({ message }) => textOf(message))
        .join(),
    ).not.toMatch(/greet|think/);
    await person.asks('Go on.', 'You asked: Go on.');
    expect(JSON.stringify(world.ollama.asked('Go on.')[0]?.messages)).not.toContain('greet');
  });

  test('that was cut off within code goes on as code, and is exported with every fence closed', async () => {
    const cut = world.person('Cut');
    world.ollama.when('ask for code', [
      ...pieces(read('answers/fence-cut-1.md')),
      { type: 'done', reason: 'length' },
    ]);
    world.ollama.when('Continue exactly where you stopped', pieces(read('answers/fence-cut-2.md')));
    const first = await cut.asks('ask for code', 'return 1;');
    expect(styles(first)).toContain(`pre[${read('answers/fence-cut-1.md').split('```js\n')[1]?.trim()}]`);
    await cut.tapsNewest('Continue');
    const second = await cut.reads('That is all.');
    expect(textOf(second)).toBe('}\n\nThat is all. Call it with a().');
    expect(styles(second)).toEqual(['pre[}]', 'bold[all]', 'code[a()]']);
    const markdown = cut.fileOf(await cut.asks('/export md', 'Conversation 1'));
    expect(markdown.match(/^```/gm)).toHaveLength(4);
    expect(markdown).toContain('```js\n}\n```');
  });
});

/** The fields of a message, with the bot where `"from": "BOT"` stands. */
const fields = (json: string): Record<string, unknown> =>
  JSON.parse(json, (key, value) => (key === 'from' && value === 'BOT' ? world.emulator.bot : value));

/** What a person sends makes the model see exactly this, once. */
const asks = async (name: string, sent: object, question: string): Promise<void> => {
  const person = world.person(name);
  world.emulator.sendOther(person.id, person.id, sent);
  await person.reads(/^You asked: /);
  const asked = world.ollama.chats().filter(({ question: one }) => one === question);
  expect(asked).toHaveLength(1);
};

const KINDS = 'photo live_photo sticker voice audio video video_note animation poll contact dice game';
const LATER_KINDS = 'location venue story checklist paid_media hologram rich_message';

describe.concurrent('a message', { timeout: 300_000 }, () => {
  test('of every kind that went wrong has its test', () => {
    expect(readdirSync(new URL('updates', folder)).sort()).toEqual(Object.keys(UPDATES).sort());
  });

  test.each(Object.entries(UPDATES))(
    '%s reaches the model with what it points at',
    async (file, question) => {
      await asks(file, fields(read(`updates/${file}`)), question);
    },
  );

  test.each(FURTHER_UPDATES)('that is %s reaches the model with it', asks);

  test.each(`${KINDS} ${LATER_KINDS}`.split(' '))('that is a %s never ends in silence', async (kind) => {
    const person = world.person(`with a ${kind}`);
    world.emulator.sendOther(person.id, person.id, { [kind]: {} });
    await person.reads(/^I (can't|don't) /);
  });

  test('that is edited is answered anew or told why not', async () => {
    const ada = world.person('Editing Ada');
    const [first] = ada.says('One of frist?');
    await ada.reads('You asked: One of frist?');
    const [second] = ada.says('Two of secnd?');
    await ada.reads('You asked: Two of secnd?');
    const edit = (message: EmulatedMessage | undefined, text: string) =>
      world.emulator.editText(ada.id, ada.id, message?.message_id ?? 0, text);
    edit(second, 'Two of second?');
    await ada.reads('You asked: Two of second?');
    edit(first, 'One of first?');
    await ada.reads('only if it is your last question');
    const [typo] = ada.says('/histroy');
    await ada.reads('Did you mean /history?');
    edit(typo, '/history');
    const history = await ada.reads('Two of second?');
    expect(textOf(history)).not.toContain('secnd');
    expect(ada.texts().filter((text) => text.includes('secnd'))).toEqual([]);
  });

  test('that replies to a file of long ago brings its text along', async () => {
    const cleo = world.person('Filing Cleo');
    const sent = cleo.sends({ fileName: 'tides.txt', bytes: Buffer.from('High at noon.') });
    await cleo.reads('You asked: High at noon.');
    await cleo.asks('/new What is love, Cleo?', 'You asked: What is love, Cleo?');
    cleo.says('When is it high, Cleo?', { replyTo: sent.message_id });
    await cleo.reads('When is it high, Cleo?');
    const [asked] = world.ollama.asked('When is it high, Cleo?');
    expect(asked?.question).toBe('[file tides.txt]\nHigh at noon.\n\nWhen is it high, Cleo?');
  });

  test('that asks for a rename opens the reply by itself', async () => {
    const bea = world.person('Renaming Bea');
    await bea.asks('/new What is love?', 'You asked: What is love?');
    await bea.asks('/sessions', 'What is love?');
    await bea.tapsNewest('Rename');
    const list = await bea.reads('Tap the number');
    expect(buttonsOf(list).length).toBeGreaterThan(0);
    void bea.taps(list, /1/);
    const asked = await bea.reads('Reply to this message');
    bea.says('On love', { replyTo: asked.message_id });
    await bea.reads('Conversation 1 is now called “On love”.');
  });
});
