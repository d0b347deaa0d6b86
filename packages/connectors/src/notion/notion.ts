// Notion, as much of it as notes need. Its SDK weighs 58 kB for these few requests.
import type { CallOptions } from '../calendar/calendar.ts';
import { ConnectorError } from '../connector-error.ts';
import { isObject, readName } from '../http/read-fields.ts';
import type { TokenApiDependencies } from '../http/token-api.ts';
import type { NoteTarget } from '../notes/note-target.ts';
import { createNotionApi, step } from './notion-api.ts';
import { createNotionNotes } from './notion-notes.ts';

/** A data source, which to people is a database. */
export interface NotionDatabase {
  id: string;
  name: string;
}

/** Every method throws a `ConnectorError`. */
export interface Notion {
  /** Whether the token is good. */
  test(options?: CallOptions): Promise<void>;
  /** Those that the person has shared: notes can be written to them. */
  databases(options?: CallOptions): Promise<NotionDatabase[]>;
  /** Notes as pages of one of them. */
  notesIn(databaseId: string): NoteTarget;
}

/** For one access token: `auth` means that it is no longer accepted, and another may be. */
export const createNotion = (dependencies: TokenApiDependencies): Notion => {
  const api = createNotionApi(dependencies);
  return {
    test: async (options = {}) => void (await api.ask('GET', 'users/me', options)),
    databases: async (options = {}) => {
      const found = await api.list('POST', 'search', {
        ...options,
        body: { filter: { property: 'object', value: 'data_source' } },
      });
      return found.filter(({ in_trash, archived }) => in_trash !== true && archived !== true).map(toDatabase);
    },
    notesIn: (databaseId) => createNotionNotes(api, databaseId),
  };
};

const toDatabase = ({ id, title }: Record<string, unknown>): NotionDatabase => {
  if (typeof id !== 'string') throw new ConnectorError('bad-answer');
  const texts = Array.isArray(title) ? title.filter(isObject) : [];
  const name = readName(texts.map(({ plain_text }) => String(plain_text ?? '')).join(''));
  return { id: step(id), name: name ?? 'Untitled' };
};
