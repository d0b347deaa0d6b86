// What can be done to conversations and reminders, without a browser.
import type { AnswerOf } from '@steward/core/web-contract';
import { describe, expect, it } from 'vitest';
import { deedsOn } from '../frame/deeds.ts';
import { fullData } from '../testing/fake-data.ts';
import { scriptDeeds } from '../testing/scripted-steward.ts';
import { createConversationDeeds } from './conversations/conversation-deeds.ts';
import { createReminderDeeds } from './reminders/reminder-deeds.ts';

const data = fullData(0);
const of = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('There is none.');
  return value;
};

describe('a conversation', () => {
  const one = of(data.conversations[0]);
  const start = (...outcomes: Parameters<typeof scriptDeeds>[1] & object) => {
    const script = scriptDeeds<AnswerOf<'GET /api/conversations'>>(
      { conversations: data.conversations, activeId: null },
      outcomes,
    );
    const shown = () => script.data.value?.conversations.find(({ id }) => id === one.id);
    const deeds = deedsOn(script.steward, script.resource, ({ conversations }, id) =>
      conversations.some((other) => other.id === id),
    );
    return { ...script, deeds, shown, act: createConversationDeeds(deeds, script.resource) };
  };

  it('is renamed at once, and its old title comes back', async () => {
    const { act, shown, said, asked } = start();
    act.rename(one, 'Vienna');
    expect(shown()?.title).toBe('Vienna');
    await expect.poll(() => said()?.undo).toBeDefined();
    said()?.undo?.();
    await expect.poll(() => said()?.text).toBe('Undone');
    expect(asked.map((ask) => 'title' in ask && ask.title)).toEqual(['Vienna', one.title]);
    expect(shown()?.title).toBe(one.title);
  });

  it('goes to the archive and comes back, each undone by the other', async () => {
    for (const [first, second] of [
      ['archive', 'restore'],
      ['restore', 'archive'],
    ] as const) {
      const { act, shown, said, asked } = start();
      act[first](one);
      expect(shown()?.isArchived).toBe(first === 'archive');
      await expect.poll(() => said()?.undo).toBeDefined();
      said()?.undo?.();
      await expect.poll(() => asked.map((ask) => ask.do)).toEqual([first, second]);
    }
  });

  it('is gone when it is deleted, and comes as a file when it is asked for', async () => {
    const { act, shown, said, asked } = start();
    act.send(one, 'json');
    await expect.poll(() => said()).toBeDefined();
    act.remove(one);
    expect(shown()).toBeUndefined();
    await expect.poll(() => asked.map((ask) => ask.do)).toEqual(['export', 'delete']);
  });

  it('has one thing done to it at a time, and says why it was not', async () => {
    const { act, deeds, asked, reads } = start('gone');
    act.archive(one);
    act.rename(one, 'too soon');
    expect(deeds.isBusy(one.id)).toBe(true);
    await expect.poll(() => deeds.faultOf(one.id)).toContain('deleted meanwhile');
    expect([asked.length, reads(), deeds.isBusy(one.id)]).toEqual([1, 1, false]);
  });
});

describe('what failed on a thing that is listed no more', () => {
  const [one] = data.conversations;
  it('is said all the same, and what is under way is known to who comes back to the list', async () => {
    const script = scriptDeeds<AnswerOf<'GET /api/conversations'>>(
      { conversations: data.conversations, activeId: null },
      ['gone'],
    );
    const isListed = ({ conversations }: AnswerOf<'GET /api/conversations'>, id: string | number) =>
      conversations.some((other) => other.id === id);
    const screen = () => deedsOn(script.steward, script.resource, isListed);
    const { id } = of(one);
    createConversationDeeds(screen(), script.resource).rename(of(one), 'Too late');
    script.data.value = { conversations: data.conversations.slice(1), activeId: null };
    expect(screen().isBusy(id)).toBe(true);
    await expect.poll(() => script.said()?.text).toContain('deleted meanwhile');
    expect([screen().isBusy(id), screen().faultOf(id)]).toEqual([false, undefined]);
  });
});

describe('a reminder', () => {
  const one = of(data.reminders.find(({ number }) => number === 7));
  const start = () => {
    const script = scriptDeeds<AnswerOf<'GET /api/reminders'>>({ reminders: data.reminders, upcoming: [] });
    const shown = () => script.data.value?.reminders.find(({ number }) => number === one.number);
    return { ...script, shown, act: createReminderDeeds(script.steward, script.resource, 'reminders') };
  };

  it.each([
    ['done', 'undone', 'done'],
    ['undone', 'done', 'active'],
    ['pause', 'resume', 'paused'],
    ['resume', 'pause', 'active'],
  ] as const)('%s is taken back by %s', async (what, back, state) => {
    const { act, shown, said, asked } = start();
    if (what === 'pause' || what === 'resume') act[what](one);
    else act.tick(one, what === 'done');
    expect([shown()?.state, act.isBusy(one.number)]).toEqual([state, true]);
    await expect.poll(() => said()?.undo).toBeDefined();
    said()?.undo?.();
    await expect.poll(() => asked.map((ask) => ask.do)).toEqual([what, back]);
    expect(act.faultOf(one.number)).toBeUndefined();
  });

  it('that was removed comes back by the work that removed it', async () => {
    const { act, shown, said, asked } = start();
    act.remove(one);
    expect(shown()).toBeUndefined();
    await expect.poll(() => said()?.undo).toBeDefined();
    said()?.undo?.();
    await expect.poll(() => asked.at(-1)).toEqual({ do: 'undo-remove', work: 'w1' });
  });

  it('that was removed and cannot come back is told of, although it is listed nowhere', async () => {
    const script = scriptDeeds<AnswerOf<'GET /api/reminders'>>({ reminders: data.reminders, upcoming: [] }, [
      undefined,
      'too-many',
    ]);
    createReminderDeeds(script.steward, script.resource, 'reminders').remove(one);
    await expect.poll(() => script.said()?.undo).toBeDefined();
    script.said()?.undo?.();
    await expect.poll(() => script.said()?.text).toBe('There are too many of them already.');
  });
});

describe('a task of the overview', () => {
  const one = of(data.reminders.find(({ kind, state }) => kind === 'task' && state === 'active'));
  const start = (...outcomes: Parameters<typeof scriptDeeds>[1] & object) => {
    const script = scriptDeeds({ tasks: [one] }, outcomes);
    return { ...script, act: createReminderDeeds(script.steward, script.resource, 'tasks') };
  };

  it('is taken back by the revision that ticking gave it, although only open ones are listed', async () => {
    const { act, asked, data, said } = start();
    act.tick(one, true);
    expect(data.value?.tasks.map(({ state }) => state)).toEqual(['done']);
    data.value = { tasks: [] };
    await expect.poll(() => said()?.undo).toBeDefined();
    said()?.undo?.();
    await expect
      .poll(() => asked.map((ask) => 'revision' in ask && [ask.do, ask.revision]))
      .toEqual([
        ['done', one.revision],
        ['undone', one.revision + 1],
      ]);
  });

  it('is read again, with the reason beside it, where the bot could not do it', async () => {
    const { act, reads } = start('gone');
    act.tick(one, true);
    expect(act.isBusy(one.number)).toBe(true);
    await expect.poll(() => act.faultOf(one.number)).toContain('deleted meanwhile');
    expect([reads(), act.isBusy(one.number)]).toEqual([1, false]);
  });
});
