// Notes as pages of one data source. Notion knows no idempotency keys: a property of the page names the draft, and is looked for
// before a page is made. What fits into no single request is appended, from where an earlier try came to.
import type { CallOptions } from '../calendar/calendar.ts';
import { ConnectorError } from '../connector-error.ts';
import { isObject } from '../http/read-fields.ts';
import {
  MAX_NOTE_CHARACTERS,
  type NoteDraft,
  type NoteTarget,
  type SavedNote,
  type SaveOptions,
  type Undone,
} from '../notes/note-target.ts';
import { type NotionApi, step } from './notion-api.ts';
import { inBatches, type NotionBlock, richText, toBlocks } from './to-blocks.ts';

/** Made in the data source where it is missing; people see it there as a column. */
export const DRAFT_PROPERTY = 'Steward';
/** One line, as long as titles are read. */
const MAX_TITLE = 200;

interface Source {
  id: string;
  /** Names of the two properties that are written. */
  title: string;
  hasDraft: boolean;
}

export const createNotionNotes = (api: NotionApi, dataSourceId: string): NoteTarget => ({
  test: async (options = {}) => void (await openSource(api, dataSourceId, options)),
  save: (draft, options) => save(api, dataSourceId, draft, options),
  undo: (saved, options) => undo(api, saved, options),
});

const save = async (
  api: NotionApi,
  dataSourceId: string,
  draft: NoteDraft,
  { again = false, signal }: SaveOptions = {},
): Promise<SavedNote> => {
  if (draft.text.length > MAX_NOTE_CHARACTERS) throw new ConnectorError('too-large');
  const source = await openSource(api, dataSourceId, { signal });
  const blocks = toBlocks(draft.text);
  const found = source.hasDraft ? await findPage(api, source, draft, { signal }) : undefined;
  if (found) {
    const there = await api.list('GET', `blocks/${step(found.id)}/children`, { signal });
    const more = blocks.slice(there.length);
    await append(api, found, more, { signal });
    return await readSaved(api, found, more.length > 0, { signal });
  }
  if (again) throw new ConnectorError('gone', { status: 410 });
  if (!source.hasDraft)
    await api.ask('PATCH', `data_sources/${source.id}`, {
      body: { properties: { [DRAFT_PROPERTY]: { rich_text: {} } } },
      signal,
    });
  const [first = []] = inBatches(blocks);
  const page = await api.ask('POST', 'pages', {
    body: {
      parent: { type: 'data_source_id', data_source_id: source.id },
      properties: {
        [source.title]: { title: [richText(titleOf(draft))] },
        [DRAFT_PROPERTY]: { rich_text: [richText(draft.id)] },
      },
      children: first,
    },
    signal,
  });
  const more = blocks.slice(first.length);
  await append(api, page, more, { signal });
  return await readSaved(api, page, more.length > 0, { signal });
};

/** What was appended has changed when it was edited last. */
const readSaved = async (
  api: NotionApi,
  page: Record<string, unknown>,
  isOlder: boolean,
  options: CallOptions,
): Promise<SavedNote> => toSaved(isOlder ? await api.ask('GET', `pages/${step(page.id)}`, options) : page);

/** Notion tells times to the minute, so it counts as well who edited it last. */
const undo = async (
  api: NotionApi,
  { noteId, version }: SavedNote,
  { signal }: CallOptions = {},
): Promise<Undone> => {
  const path = `pages/${step(noteId)}`;
  const page = await api.ask('GET', path, { signal }).catch((error: unknown) => {
    if (error instanceof ConnectorError && error.code === 'gone') return undefined;
    throw error;
  });
  if (!page || page.in_trash === true || page.archived === true || !isOurs(page)) return 'gone';
  if (versionOf(page) !== version || idOf(page.last_edited_by) !== idOf(page.created_by)) return 'changed';
  await api.ask('PATCH', path, { body: { in_trash: true }, signal });
  return 'undone';
};

/** It names a draft. */
const isOurs = ({ properties }: Record<string, unknown>): boolean => {
  const draft = isObject(properties) ? properties[DRAFT_PROPERTY] : undefined;
  return isObject(draft) && Array.isArray(draft.rich_text) && draft.rich_text.length > 0;
};

const idOf = (user: unknown): unknown => (isObject(user) ? user.id : undefined);

const versionOf = ({ last_edited_time: edited }: Record<string, unknown>): string | undefined => {
  const ms = typeof edited === 'string' ? Date.parse(edited) : Number.NaN;
  return ms > 0 ? ms.toString(36) : undefined;
};

const openSource = async (api: NotionApi, id: string, { signal }: CallOptions): Promise<Source> => {
  const source = await api.ask('GET', `data_sources/${step(id)}`, { signal });
  if (source.in_trash === true || source.archived === true) throw new ConnectorError('gone');
  if (!isObject(source.properties)) throw new ConnectorError('bad-answer');
  const properties = Object.entries(source.properties).map(([name, property]) => ({
    name,
    type: isObject(property) ? property.type : undefined,
  }));
  const title = properties.find(({ type }) => type === 'title')?.name;
  if (title === undefined) throw new ConnectorError('bad-answer');
  const draft = properties.find(({ name }) => name === DRAFT_PROPERTY);
  // The person has a property of this name for something else: it is not ours to change.
  if (draft && draft.type !== 'rich_text') throw new ConnectorError('precondition');
  return { id, title, hasDraft: draft !== undefined };
};

/** Pages in the trash are not among them. */
const findPage = async (api: NotionApi, { id }: Source, draft: NoteDraft, { signal }: CallOptions) => {
  const filter = { property: DRAFT_PROPERTY, rich_text: { equals: draft.id } };
  const { results } = await api.ask('POST', `data_sources/${id}/query`, {
    body: { filter, page_size: 1 },
    signal,
  });
  if (!Array.isArray(results)) throw new ConnectorError('bad-answer');
  const [page] = results;
  return page === undefined || isObject(page) ? page : step(undefined);
};

const append = async (
  api: NotionApi,
  { id }: Record<string, unknown>,
  blocks: readonly NotionBlock[],
  { signal }: CallOptions,
): Promise<void> => {
  if (blocks.length === 0) return;
  for (const children of inBatches(blocks))
    await api.ask('PATCH', `blocks/${step(id)}/children`, { body: { children }, signal });
};

const toSaved = (page: Record<string, unknown>): SavedNote => {
  const { id, url } = page;
  const version = versionOf(page);
  return {
    noteId: step(id),
    ...(typeof url === 'string' && url.length <= 2_048 && /^https:\/\/\S+$/.test(url) && { url }),
    ...(version !== undefined && { version }),
  };
};

const titleOf = ({ title, text }: NoteDraft): string => {
  const line = (title ?? text).trim().split(/[\r\n]/)[0] ?? '';
  return line.length <= MAX_TITLE ? line : `${[...line].slice(0, MAX_TITLE - 1).join('')}…`;
};
