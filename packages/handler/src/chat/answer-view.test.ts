import { StewardError } from '@steward/core';
import { createFakeClock } from '@steward/core/testing';
import { expect, test } from 'vitest';
import type { StreamingMode } from '../context/services.ts';
import { plainText } from '../telegram/format/formatted-text.ts';
import type { MessageSender } from '../telegram/message-sender.ts';
import { createSendBudget } from '../telegram/send-budget.ts';
import { createAnswerView } from './answer-view.ts';

const NOW = 1_700_000_000_000;
const STOP = [[{ text: 'Stop', data: 'stop:7' }]];

interface Shown {
  how: 'send' | 'edit' | 'preview' | 'draft';
  text: string;
  slot?: string;
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
    const purpose = entry.how === 'send' ? 'send' : entry.how === 'edit' ? 'final-edit' : 'preview';
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
    async send(slot, { text }, buttons) {
      await show({ how: 'send', slot, text, ...(buttons && { hasStop: buttons === STOP }) });
      sent[slot] = 500 + shown.length;
      const unrecorded = options.unrecorded?.(slot);
      if (unrecorded) throw unrecorded;
      return sent[slot];
    },
    async edit(slot, messageId, { text }, buttons) {
      await show({ how: 'edit', slot, text, ...(buttons && { hasStop: buttons === STOP }) });
      return messageId;
    },
    async preview(_, text, buttons) {
      await show({ how: 'preview', text, hasStop: buttons === STOP });
      return true;
    },
    async draft(_, text) {
      await show({ how: 'draft', text });
      return true;
    },
    sendDocument: async () => undefined,
    typing: async () => {},
  };
  const view = createAnswerView({
    sender,
    clock,
    mode: options.mode ?? 'edit',
    draftId: 7,
    stopButtons: STOP,
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

test('of a text over the limit the end is shown, never half a character', async () => {
  const { view, clock, shown } = setUp();
  view.grow(`${'x'.repeat(5)}${'😀'.repeat(2_100)}`);
  await clock.sleep(3_000);
  view.grow(`${'x'.repeat(5)}${'😀'.repeat(2_100)}!`);
  await clock.sleep(5_000);
  for (const { text } of shown) {
    expect(text.length).toBeLessThanOrEqual(4_001);
    expect(text.isWellFormed()).toBe(true);
    expect(text.startsWith('…')).toBe(true);
  }
  expect(shown).toHaveLength(2);
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
