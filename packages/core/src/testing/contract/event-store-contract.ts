// What every store of drafts of events, and of what was made of them, promises.
import { describe, expect, it } from 'vitest';
import {
  DRAFT_MS,
  type EventDraft,
  type EventDraftStore,
  isDraftOver,
  type TimedDraft,
} from '../../event/event-draft.ts';
import type { EventLog, MadeEvent } from '../../event/event-log.ts';
import type { OwnerDataStore } from '../../owner/owner-data.ts';
import { SAMPLE_MS } from '../samples.ts';
import { type Made, newGroup, newOwner, useSubject } from './subject.ts';

export interface EventStoreSubject {
  drafts: EventDraftStore;
  events: EventLog;
  ownerData: OwnerDataStore;
}

export const sampleDraft = (changes: Partial<TimedDraft> = {}): TimedDraft => ({
  ...{ owner: 1001, id: '0123456789abcdef0123456789abcdef', author: 1001, title: 'Dentist', attendees: [] },
  time: { zone: 'Europe/Berlin', startMs: SAMPLE_MS + 3_600_000, minutes: 60 },
  ...{ chatId: 1001, revision: 1, state: 'waiting', seen: [], tries: 0, lost: 0, createdAtMs: SAMPLE_MS },
  ...changes,
});

export const sampleMadeEvent = (changes: Partial<MadeEvent> = {}): MadeEvent => {
  const { owner, id, title, time } = sampleDraft();
  return {
    ...{ owner, id, title, time, atMs: SAMPLE_MS, connection: 'c-1', calendar: 'work', calendarName: 'Work' },
    ...{ eventId: 'e-1', etag: '"1"', link: 'https://calendar.example/e-1', madeAtMs: SAMPLE_MS + 9 },
    ...changes,
  };
};

export const eventStoreContract = (make: () => Promise<Made<EventStoreSubject>>): void => {
  describe('a store of drafts of events', () => {
    const subject = useSubject(make);

    it('keeps each once, and changes it only from how it was seen', async () => {
      const { drafts } = subject();
      const days = { start: '2026-12-03', end: '2026-12-05' };
      const draft = sampleDraft({ owner: newOwner(), attendees: ['Ada'], time: { zone: 'UTC', days } });
      const { owner, id } = draft;
      expect(await drafts.get(owner, id)).toBeUndefined();
      expect(await drafts.replace(draft, draft)).toBe(false);
      expect([await drafts.add(draft), await drafts.add({ ...draft, title: 'Other' })]).toEqual([
        true,
        false,
      ]);
      expect(await drafts.get(owner, id)).toEqual(draft);
      const target = { connection: 'c', calendar: 'work' };
      const next: EventDraft = {
        ...{ ...draft, target, place: 'Here', messageId: 7, seen: ['1-2'], revision: 2 },
        ...{ state: 'making', tries: 1, triedAtMs: SAMPLE_MS + 5, lost: 1 },
      };
      for (const other of [{ revision: 2 }, { state: 'made' as const }, { tries: 1 }])
        expect(await drafts.replace(next, { ...draft, ...other })).toBe(false);
      expect(await drafts.replace(next, draft)).toBe(true);
      expect(await drafts.replace(next, draft)).toBe(false);
      expect(await drafts.get(owner, id)).toEqual(next);
      const { time: _, ...asked } = sampleDraft({
        owner,
        id: 'f'.repeat(32),
        words: 'dentist',
        promptId: 8,
        asked: { date: '2026-12-03', minutes: 30 },
      });
      await drafts.add(asked);
      expect((await drafts.list(owner)).toSorted((one, other) => one.id.localeCompare(other.id))).toEqual([
        next,
        asked,
      ]);
      // What goes, goes.
      expect(await drafts.replace(draft, next)).toBe(true);
      expect(await drafts.get(owner, id)).toEqual(draft);
    });

    it('keeps no draft longer than a day', () => {
      const draft = sampleDraft();
      expect([DRAFT_MS - 1, DRAFT_MS].map((ms) => isDraftOver(draft, SAMPLE_MS + ms))).toEqual([false, true]);
    });
  });

  describe('a log of events', () => {
    const subject = useSubject(make);

    it('keeps each once under its name, lists the newest first, and notes when it was taken back', async () => {
      const { events } = subject();
      const owner = newOwner();
      const all = [1, 2, 3].map((index) => sampleMadeEvent({ owner, atMs: SAMPLE_MS + index }));
      const [first = sampleMadeEvent()] = all;
      const { etag: _, link: __, ...bare } = sampleMadeEvent({ owner: newOwner(), place: 'Here' });
      for (const event of [...all, bare]) expect(await events.add(event)).toBe(true);
      expect(await events.add({ ...first, title: 'Other' })).toBe(false);
      expect(await events.get(first)).toEqual(first);
      expect(await events.list(owner, 2)).toEqual(all.slice(1).reverse());
      expect(await events.list(bare.owner, 9)).toEqual([bare]);
      for (const ms of [1, 2]) expect(await events.note(first, 'undoingAtMs', ms)).toBe(true);
      expect(await events.note(first, 'undoneAtMs', 3)).toBe(true);
      expect(await events.get(first)).toEqual({ ...first, undoingAtMs: 1, undoneAtMs: 3 });
      expect(await events.note({ ...first, id: 'f' }, 'undoneAtMs', 3)).toBe(false);
      expect(await events.get({ ...first, id: 'f' })).toBeUndefined();
    });

    it('keeps who was invited, and what the event is since', async () => {
      const { events } = subject();
      const event = sampleMadeEvent({
        owner: newOwner(),
        attendees: ['Anna'],
        invites: ['anna@example.com'],
      });
      await events.add(event);
      const inviting = ['anna@example.com'];
      expect(await events.change(event, { inviting, promptId: 7 })).toBe(true);
      expect(await events.get(event)).toEqual({ ...event, inviting, promptId: 7 });
      const invited = { inviting: null, promptId: null, invited: inviting, etag: '"2"' };
      expect(await events.change(event, invited)).toBe(true);
      expect(await events.get(event)).toEqual({ ...event, invited: inviting, etag: '"2"' });
      expect(await events.change(event, { etag: null })).toBe(true);
      expect(await events.get(event)).not.toHaveProperty('etag');
      expect(await events.change({ ...event, id: 'f' }, { etag: '"3"' })).toBe(false);
    });

    it('moves with a group, drafts as well, and goes with /forget', async () => {
      const { drafts, events, ownerData } = subject();
      const [from, to] = [newGroup(), newGroup()];
      const [draft, made] = [sampleDraft({ owner: from }), sampleMadeEvent({ owner: from })];
      await drafts.add(draft);
      await events.add(made);
      await ownerData.move(from, to);
      expect(await events.list(from, 9)).toEqual([]);
      expect(await events.list(to, 9)).toEqual([{ ...made, owner: to }]);
      expect(await drafts.get(to, draft.id)).toEqual({ ...draft, owner: to });
      await ownerData.removeAll(to);
      expect([await events.list(to, 9), await drafts.get(to, draft.id)]).toEqual([[], undefined]);
    });
  });
};
