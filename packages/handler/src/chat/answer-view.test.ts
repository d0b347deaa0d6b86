import { StewardError } from '@steward/core';
import { createFakeClock } from '@steward/core/testing';
import { expect, test } from 'vitest';
import type { StreamingMode } from '../context/services.ts';
import { plainText } from '../telegram/format/formatted-text.ts';
import { createGrowingText } from '../telegram/format/growing-text.ts';
import type { MessageSender } from '../telegram/message-sender.ts';
import { createSendBudget } from '../telegram/send-budget.ts';
import { createAnswerView } from './answer-view.ts';

const NOW = 1_700_000_000_000;
const STOP = [[{ text: 'Stop', data: 'stop:7' }]];

const FINAL: string[] = ['edit', 'remove'];

interface Shown {
  how: 'send' | 'edit' | 'preview' | 'draft' | 'remove';
  text: string;
  slot?: string;
  id?: number;
  bold?: number;
  facts?: object;
  atMs: number;
  hasStop?: boolean;
}

/** A view on a sender that keeps to a budget and records; `fault` fails a call. */
const setUp = (
  options: {
    mode?: StreamingMode;
    sent?: Record<string, number>;
    fault?: (shown: Shown) => unknown;
    /** The error with which recording a sent message failed. */
    unrecorded?: (slot: string) => unknown;
  } = {},
) => {
  const clock = createFakeClock(NOW, { mode: 'auto' });
  const budget = createSendBudget('private', undefined);
  const sent: Record<string, number> = { ...options.sent };
  const shown: Shown[] = [];
  const show = async (entry: Omit<Shown, 'atMs'>): Promise<void> => {
    const purpose = entry.how === 'send' ? 'send' : FINAL.includes(entry.how) ? 'final-edit' : 'preview';
    await clock.sleep(budget.waitMs(purpose, clock.now()));
    budget.spend(purpose, clock.now());
    const made = { ...entry, atMs: clock.now() - NOW };
    shown.push(made);
    const fault = options.fault?.(made);
    if (fault) throw fault;
  };
  const sender: MessageSender = {
    budget,
    sentAs: (slot) => sent[slot],
    isFinal: () => false,
    async send(slot, { text, entities }, buttons, facts = {}) {
      const hasStop = buttons && { hasStop: buttons === STOP };
      await show({ how: 'send', slot, text, bold: entities.length, facts, ...hasStop });
      sent[slot] = 500 + shown.length;
      const unrecorded = options.unrecorded?.(slot);
      if (unrecorded) throw unrecorded;
      return sent[slot];
    },
    async edit(slot, messageId, { text }, buttons) {
      await show({ how: 'edit', slot, text, ...(buttons && { hasStop: buttons === STOP }) });
      return messageId;
    },
    async remove(id) {
      await show({ how: 'remove', text: String(id) });
    },
    async preview(id, { text, entities }, { buttons }) {
      await show({ how: 'preview', id, text, bold: entities.length, hasStop: buttons === STOP });
      return true;
    },
    async draft(_, { text, entities }) {
      await show({ how: 'draft', text, bold: entities.length });
      return true;
    },
    sendDocument: async () => undefined,
    typing: async () => {},
  };
  const growing = createGrowingText();
  const view = createAnswerView({
    sender,
    clock,
    mode: options.mode ?? 'edit',
    draftId: 7,
    stopButtons: STOP,
    growing: async () => growing,
  });
  return { view, shown, clock, steps: () => shown.map(({ how, text }) => `${how} ${text}`) };
};

test('an answer that is there at once is shown once', async () => {
  const { view, shown, clock } = setUp();
  view.grow('Hel');
  await clock.sleep(10);
  view.grow('Hello');
  expect(await view.finish([plainText('Hello.')])).toEqual([501]);
  await clock.sleep(60_000);
  expect(shown).toMatchObject([{ how: 'send', text: 'Hello.', slot: 'answer.1' }]);
});

test('a growing answer is one message, edited calmly, with a way to stop it, and becomes the final text', async () => {
  const { view, shown, clock, steps } = setUp();
  for (let second = 1; second <= 40; second += 1) {
    view.grow('x'.repeat(second));
    await clock.sleep(250);
  }
  expect(await view.finish([plainText('done')])).toEqual([501]);
  expect(steps()[0]).toMatch(/^send x+$/);
  expect(steps().at(-1)).toBe('edit done');
  const gaps = shown.slice(1).map(({ atMs }, index) => atMs - (shown[index]?.atMs ?? 0));
  expect(gaps.length).toBeGreaterThan(4);
  for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(1_500);
  expect(shown.slice(0, -1).every(({ hasStop }) => hasStop)).toBe(true);
  expect(shown.at(-1)?.hasStop).toBeUndefined();
});

test('a growing message whose record failed becomes the answer all the same', async () => {
  let failures = 1;
  const away = new StewardError('storage-unavailable', 'x', { retryable: true });
  const { view, clock, steps } = setUp({ unrecorded: () => (failures-- > 0 ? away : undefined) });
  view.grow('Hel');
  await clock.sleep(3_000);
  expect(await view.finish([plainText('Hello.')])).toEqual([501]);
  expect(steps()).toEqual(['send Hel', 'edit Hello.']);
});

test('the status line is replaced by text and never comes back', async () => {
  const { view, clock, steps } = setUp();
  view.status('Queued');
  await clock.sleep(3_000);
  view.grow('Text');
  view.status('Loading');
  await clock.sleep(3_000);
  view.status('Loading');
  await clock.sleep(3_000);
  expect(steps()).toEqual(['send Queued', 'preview Text']);
  expect(view.shownAs()).toEqual([501]);
});

test('what is shown already is not shown again, nor is white space', async () => {
  const { view, clock, steps } = setUp();
  view.grow(' \n');
  view.status('');
  for (let turn = 0; turn < 3; turn += 1) {
    view.status('Queued');
    await clock.sleep(5_000);
  }
  expect(steps()).toEqual(['send Queued']);
});

/** Blocks of some 250 units. */
const blocks = (count: number): string =>
  Array.from({ length: count }, (_, n) => `Part **${n}**: ${'word '.repeat(48)}`).join('\n\n');

test('a long answer grows formatted, goes on in a second message, and only the last one can be stopped', async () => {
  const { view, clock, shown } = setUp();
  for (let count = 1; count <= 20; count += 1) {
    view.grow(blocks(count));
    await clock.sleep(2_000);
  }
  await clock.sleep(20_000);
  expect(shown.map(({ text }) => text.includes('**'))).not.toContain(true);
  expect(shown.every(({ bold }) => (bold ?? 0) > 0)).toBe(true);
  const [first, second] = shown.filter(({ how }) => how === 'send');
  expect([first?.slot, second?.slot]).toEqual(['answer', 'grow.2']);
  const begins = blocks(20).indexOf(second?.text.replace(/^Part (\d+)/, 'Part **$1**').slice(0, 12) ?? '');
  expect(second?.facts).toEqual({ 'cut.2': begins });
  // The first message got its end and lost its button before the second one came.
  const closing = shown[shown.indexOf(second as Shown) - 1];
  expect(closing).toMatchObject({ how: 'preview', id: 501, hasStop: false });
  expect(shown.at(-1)).toMatchObject({ how: 'preview', hasStop: true });
  expect(view.shownAs()).toHaveLength(2);
  const end = `${closing?.text}\n\n${shown.at(-1)?.text}`.split(/\s+/);
  expect(end).toEqual(blocks(20).replaceAll('**', '').trim().split(/\s+/));
  for (const { text } of shown) expect(text.length).toBeLessThanOrEqual(3_500);
});

test('a shorter answer than an earlier try had begun takes the other messages away', async () => {
  const { view, steps } = setUp({ sent: { answer: 77, 'grow.2': 78, 'answer.3': 79 } });
  expect(view.shownAs()).toEqual([77, 78, 79]);
  expect(await view.finish([plainText('short')])).toEqual([77]);
  expect(steps()).toEqual(['edit short', 'remove 78', 'remove 79']);
});

test('a recorded message of a longer answer is edited, not only named', async () => {
  const { view, steps } = setUp({ sent: { answer: 77, 'answer.2': 78 } });
  expect(await view.finish(['one', 'two', 'three'].map(plainText))).toEqual([77, 78, 503]);
  expect(steps()).toEqual(['edit one', 'edit two', 'send three']);
});

test('nothing follows a message whose fate is unknown', async () => {
  const { view, clock, shown } = setUp({
    fault: ({ slot }) =>
      slot === 'answer' && new StewardError('telegram-unavailable', 'x', { retryable: true }),
  });
  view.grow(blocks(20));
  await clock.sleep(60_000);
  view.grow(blocks(40));
  await clock.sleep(60_000);
  expect(new Set(shown.map(({ slot }) => slot))).toEqual(new Set(['answer']));
});

test('drafts of a long answer: what is full is sent, and the draft goes on with the rest', async () => {
  const { view, clock, shown } = setUp({ mode: 'draft' });
  for (let count = 1; count <= 20; count += 1) {
    view.grow(blocks(count));
    await clock.sleep(4_000);
  }
  await clock.sleep(20_000);
  const sent = shown.filter(({ how }) => how === 'send');
  expect(sent).toMatchObject([{ slot: 'answer', text: expect.stringMatching(/^Part 0:/) }]);
  expect(sent[0]?.hasStop).toBeUndefined();
  expect(shown.at(-1)).toMatchObject({ how: 'draft', text: expect.stringMatching(/^Part [1-9]\d*:/) });
});

test('drafts show the growing text, and the answer is a message of its own', async () => {
  const { view, clock, steps } = setUp({ mode: 'draft' });
  view.status('Queued');
  await clock.sleep(2_000);
  view.grow('Text');
  await clock.sleep(2_000);
  expect(view.shownAs()).toEqual([]);
  await view.finish([plainText('done')]);
  expect(steps()).toEqual(['draft Queued', 'draft Text', 'send done']);
});

test('without streaming only the answer is shown', async () => {
  const { view, clock, steps } = setUp({ mode: 'off' });
  view.status('Queued');
  view.grow('Text');
  await clock.sleep(5_000);
  await view.finish([plainText('done')]);
  expect(steps()).toEqual(['send done']);
});

test('an answer of several pieces is one edit and new messages, the buttons under the last', async () => {
  const { view, clock, shown } = setUp();
  view.grow('One');
  await clock.sleep(2_000);
  const pieces = ['one', 'two', 'three'].map(plainText);
  expect(await view.finish(pieces, [[{ text: 'More', data: 'more:7' }]])).toHaveLength(3);
  expect(shown.slice(1).map(({ how, slot, hasStop }) => [how, slot, hasStop])).toEqual([
    ['edit', 'answer', undefined],
    ['send', 'answer.2', undefined],
    ['send', 'answer.3', false],
  ]);
});

test.each<Record<string, number>>([{ answer: 77 }, { 'answer.1': 77 }])(
  'a redelivery goes on in the message that is there (%j)',
  async (sent) => {
    const { view, steps } = setUp({ sent });
    expect(view.shownAs()).toEqual([77]);
    expect(await view.finish([plainText('done')])).toEqual([77]);
    expect(steps()).toEqual(['edit done']);
  },
);

test('a chat that cannot be written to ends the turn, once', async () => {
  const gone = new StewardError('chat-unreachable', 'x');
  const { view, clock, shown } = setUp({ fault: () => gone });
  view.grow('Text');
  await expect(view.failure).rejects.toBe(gone);
  view.grow('Text and more');
  await clock.sleep(600_000);
  expect(shown).toHaveLength(1);
});

test('what passes does not end the turn: the next text tries again, and the answer comes', async () => {
  const away = new StewardError('telegram-unavailable', 'x', { retryable: true });
  let faults = 1;
  const { view, clock, steps } = setUp({ fault: () => (faults-- > 0 ? away : undefined) });
  view.grow('One');
  await clock.sleep(3_000);
  view.grow('One two');
  await clock.sleep(3_000);
  await view.finish([plainText('done')]);
  expect(steps()).toEqual(['send One', 'send One two', 'edit done']);
});

test('a view that is closed shows nothing any more', async () => {
  const { view, clock, steps } = setUp();
  view.grow('One');
  await clock.sleep(100);
  view.grow('One two');
  await view.close();
  view.grow('One two three');
  await clock.sleep(60_000);
  expect(steps()).toEqual(['send One']);
});
