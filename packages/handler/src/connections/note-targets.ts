// Where a note of a person goes: to the place for notes that was chosen last, of all that is connected; else to Steward's own.
import type { NoteTarget, Notion, NotionDatabase, SavedNote, Undone } from '@steward/connectors/notes';
import type { Connection, NoteStore } from '@steward/core';
import { toFailure } from './connection-fault.ts';
import { currentTarget, givesOf } from './current-target.ts';
import { createOwnNotes } from './own-notes.ts';
import type { ConnectionParts } from './parts.ts';
import { createWithNotion } from './with-notion.ts';

export interface NotePlace {
  kind: 'own' | 'notion' | 'apple-notes';
  /** Of the place, as the person knows it; empty for Steward's own. */
  name: string;
  /** There is another place, but nobody has chosen it. */
  isUnchosen?: true;
  /** The place that was asked for is gone: it is the one where notes usually go. */
  isInstead?: true;
}

export interface ChosenPlace {
  place: NotePlace;
  target: NoteTarget;
}

export interface NoteTargets {
  /** @param wanted the connection of a note that goes elsewhere than notes usually go; `own`: to Steward's own */
  of(owner: number, wanted?: string): Promise<ChosenPlace>;
  /** A note that went to Notion: it is looked for in whatever is connected there. Throws what `NoteTarget` does. */
  undoAtNotion(owner: number, saved: SavedNote): Promise<Undone | 'unconnected'>;
  /** Whether a Notion connection works, and its chosen database takes notes. Throws a `ConnectionFailure`. */
  test(connection: Connection): Promise<void>;
  /** Databases of a Notion connection that notes can go to. Throws a `ConnectorError` or a `StewardError`. */
  databases(connection: Connection): Promise<NotionDatabase[]>;
}

export type NoteTargetsDependencies = Pick<
  ConnectionParts,
  'clock' | 'connections' | 'meter' | 'providers' | 'seal'
> & { notes: NoteStore };

/** What every person has, connected or not. */
export const ownPlace = (notes: NoteStore, owner: number): ChosenPlace => ({
  place: { kind: 'own', name: '' },
  target: createOwnNotes({ notes, owner }),
});

export const createNoteTargets = (deps: NoteTargetsDependencies): NoteTargets => {
  const { connections, notes } = deps;
  const withNotion = createWithNotion(deps);
  const notionPlace = (connection: Connection, target: string): ChosenPlace => {
    const within = <T>(use: (place: NoteTarget) => Promise<T>): Promise<T> =>
      withNotion(connection, (notion: Notion) => use(notion.notesIn(target)));
    return {
      place: { kind: 'notion', name: connection.calendars.find(({ id }) => id === target)?.name ?? '' },
      target: {
        test: (options) => within((place) => place.test(options)),
        save: (draft, options) => within((place) => place.save(draft, options)),
        undo: (saved, options) => within((place) => place.undo(saved, options)),
      },
    };
  };
  const placeAt = (chosen: Connection): ChosenPlace | undefined => {
    const { owner, provider, target } = chosen;
    if (provider === 'apple-notes')
      return {
        place: { kind: 'apple-notes', name: 'Apple Notes' },
        target: createOwnNotes({ notes, owner, waitsFor: 'apple-notes' }),
      };
    return target === undefined ? undefined : notionPlace(chosen, target);
  };
  const usual = (owner: number, all: readonly Connection[]): ChosenPlace => {
    // Also one that is broken: the person is told so, rather than finding the note elsewhere.
    const chosen = currentTarget(all, 'notes');
    const place = chosen && placeAt(chosen);
    if (place) return place;
    const own = ownPlace(notes, owner);
    const hasOther = all.some(({ provider, state }) => givesOf(provider) === 'notes' && state === 'active');
    return hasOther ? { ...own, place: { ...own.place, isUnchosen: true } } : own;
  };
  return {
    async of(owner, wanted) {
      if (wanted === 'own') return ownPlace(notes, owner);
      // A group has none: whose would they be?
      const all = owner > 0 ? await connections.list(owner) : [];
      if (wanted === undefined) return usual(owner, all);
      const named = all.find(
        ({ id, provider, state }) => id === wanted && givesOf(provider) === 'notes' && state !== 'pending',
      );
      const place = named && placeAt(named);
      if (place) return place;
      const { place: instead, target } = usual(owner, all);
      return { place: { ...instead, isInstead: true }, target };
    },
    async undoAtNotion(owner, saved) {
      const all = owner > 0 ? await connections.list(owner) : [];
      const connected = all.filter(({ provider, state }) => provider === 'notion' && state !== 'pending');
      let failure: unknown;
      for (const connection of connected) {
        try {
          const place = (notion: Notion) => notion.notesIn(connection.target ?? '');
          const undone = await withNotion(connection, (notion) => place(notion).undo(saved));
          if (undone !== 'gone') return undone;
        } catch (error) {
          failure = error;
        }
      }
      if (failure !== undefined) throw failure;
      return connected.length === 0 ? 'unconnected' : 'gone';
    },
    async test(connection) {
      try {
        await withNotion(connection, (notion) =>
          connection.target === undefined ? notion.test() : notion.notesIn(connection.target).test(),
        );
      } catch (error) {
        throw toFailure(error);
      }
    },
    databases: (connection) => withNotion(connection, (notion) => notion.databases()),
  };
};
