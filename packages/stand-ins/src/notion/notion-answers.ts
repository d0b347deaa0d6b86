// Things as Notion tells them.
import type { FakeReply } from '../service/fake-request.ts';
import { refuse } from './notion-error.ts';
import type { NotionPage, NotionSource } from './notion-store.ts';

const tellText = (text: string): object[] =>
  text === '' ? [] : [{ type: 'text', text: { content: text }, plain_text: text }];

export const tellSource = ({ id, name, properties, inTrash }: NotionSource): object => ({
  object: 'data_source',
  id,
  title: tellText(name),
  properties: Object.fromEntries(
    Object.entries(properties).map(([name, { id, type }]) => [name, { id, name, type, [type]: {} }]),
  ),
  archived: inTrash,
  in_trash: inTrash,
});

const USERS = {
  bot: { object: 'user', id: '00000000-0000-4000-8000-0000000000b0' },
  person: { object: 'user', id: '00000000-0000-4000-8000-0000000000ad' },
};
const MINUTE_MS = 60_000;

/** Times are told to the minute. */
const tellTime = (ms: number): string => new Date(Math.floor(ms / MINUTE_MS) * MINUTE_MS).toISOString();

export const tellPage = ({ properties, blocks: _, ...page }: NotionPage, source: NotionSource): object => ({
  object: 'page',
  id: page.id,
  created_time: tellTime(page.createdAtMs),
  created_by: USERS.bot,
  last_edited_time: tellTime(page.editedAtMs ?? page.createdAtMs),
  last_edited_by: USERS[page.editedBy ?? 'bot'],
  parent: { type: 'data_source_id', data_source_id: page.source },
  url: `https://notion.example/${page.id.replaceAll('-', '')}`,
  archived: page.inTrash,
  in_trash: page.inTrash,
  properties: Object.fromEntries(
    Object.entries(source.properties).map(([name, { id, type }]) => [
      name,
      {
        id,
        type,
        [type]: type === 'title' || type === 'rich_text' ? tellText(properties[name] ?? '') : null,
      },
    ]),
  ),
});

export const tellBlock = (text: string, index: number): object => ({
  object: 'block',
  id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
  type: 'paragraph',
  paragraph: { rich_text: tellText(text) },
});

/** As much as was asked for, from where it was asked. */
export const tellList = (
  items: readonly object[],
  { page_size: size = 100, start_cursor: cursor = 'from-0' }: Record<string, unknown>,
  pageSize: number,
): FakeReply => {
  const wanted = Number(size);
  const [, from] = /^from-(\d+)$/.exec(String(cursor)) ?? [];
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > 100 || from === undefined)
    refuse('validation_error');
  const next = Number(from) + Math.min(wanted, pageSize);
  const more = next < items.length;
  return {
    status: 200,
    body: {
      object: 'list',
      results: items.slice(Number(from), next),
      has_more: more,
      next_cursor: more ? `from-${next}` : null,
    },
  };
};
