// What a work does to the data in memory, as the bot would.
import type { Ask, ReminderView, WorkState } from '@steward/core/web-contract';
import type { FakeData } from './fake-data.ts';

const STATES = { done: 'done', undone: 'active', pause: 'paused', resume: 'active' } as const;

/** What was taken away by a work, for `undo-remove`. */
export type Removed = Map<string, ReminderView>;

const DONE: WorkState = { state: 'done' };

export const doWork = (data: FakeData, ask: Ask, work: string, removed: Removed): WorkState => {
  if ('reminder' in ask) {
    const one = data.reminders.find(({ number }) => number === ask.reminder);
    if (one?.revision !== ask.revision) return { state: 'failed', why: one ? 'changed-meanwhile' : 'gone' };
  }
  change(data, ask, work, removed);
  return DONE;
};

const change = (data: FakeData, ask: Ask, work: string, removed: Removed): void => {
  switch (ask.do) {
    case 'rename':
    case 'archive':
    case 'restore':
      data.conversations = data.conversations.map((one) => {
        if (one.id !== ask.session) return one;
        return ask.do === 'rename'
          ? { ...one, title: ask.title }
          : { ...one, isArchived: ask.do === 'archive' };
      });
      return;
    case 'delete':
      data.conversations = data.conversations.filter(({ id }) => id !== ask.session);
      return;
    case 'export':
      return;
    case 'remove': {
      const taken = data.reminders.find(({ number }) => number === ask.reminder);
      if (taken) removed.set(work, taken);
      data.reminders = data.reminders.filter((one) => one !== taken);
      return;
    }
    case 'undo-remove': {
      const taken = removed.get(ask.work);
      if (taken) data.reminders = [...data.reminders, { ...taken, number: taken.number + 100 }];
      return;
    }
    case 'allow':
    case 'block': {
      const standing = ask.do === 'allow' ? 'in' : 'blocked';
      const people = data.people.people.map((one) => (one.id === ask.chat ? { ...one, standing } : one));
      data.people = { ...data.people, people: people as typeof data.people.people };
      return;
    }
    default: {
      const state = STATES[ask.do];
      data.reminders = data.reminders.map((one) =>
        one.number === ask.reminder ? { ...one, state, revision: one.revision + 1 } : one,
      );
    }
  }
};
