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
    await append(api, found, blocks.slice(there.length), { signal });
    return toSaved(found);
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
  await append(api, page, blocks.slice(first.length), { signal });
  return toSaved(page);
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

const toSaved = ({ id, url }: Record<string, unknown>): SavedNote => ({
  noteId: step(id),
  ...(typeof url === 'string' && url.length <= 2_048 && /^https:\/\/\S+$/.test(url) && { url }),
});

const titleOf = ({ title, text }: NoteDraft): string => {
  const line = (title ?? text).trim().split(/[\r\n]/)[0] ?? '';
  return line.length <= MAX_TITLE ? line : `${[...line].slice(0, MAX_TITLE - 1).join('')}…`;
};
