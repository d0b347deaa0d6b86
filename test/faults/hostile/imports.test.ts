// Files that somebody spoiled before sending them for import: each is a conversation or one plain sentence, nothing of it
// in the error, and what is imported belongs to who sent it.

import { StewardError } from '@steward/core';
import { parseImport } from '@steward/core/import';
import { expect, test } from 'vitest';
import { rounds } from '../soak.ts';
import { chooseSeed, createChance } from '../world/seed.ts';
import { countsOf } from '../world/storm.ts';
import { OWNER } from './genuine-updates.ts';
import { MARKER, spoil } from './hostile-json.ts';
import { createWatchedBot } from './watched-bot.ts';

const archive = {
  user_id: 5,
  session_id: 'abc',
  model_name: 'small:1b',
  title: 'Leases',
  system_prompt: 'Be brief.',
  conversation: [
    { role: 'user', content: 'What is a lease?', ts: 1_790_000_000_000 },
    { role: 'assistant', content: 'A promise with an end.', ts: 1_790_000_001_000, note: { rated: 5 } },
  ],
  original_sk: 'MODEL#small:1b#SESSION#abc',
  last_message_ts: 1_790_000_001_000,
  archived_at: '2026-09-21T00:00:00.000Z',
  archive_version: '1.0',
  number: 3,
};
const said = (id: string, role: string, text: string, parent: string | null) => ({
  id,
  parent,
  children: [],
  message: {
    id,
    author: { role },
    create_time: 1_790_000_000.5,
    content: { content_type: 'text', parts: [text] },
    recipient: 'all',
  },
});
const chatGpt = {
  title: 'Leases',
  create_time: 1_790_000_000.1,
  current_node: 'b',
  mapping: { a: said('a', 'user', 'What is a lease?', null), b: said('b', 'assistant', 'A promise.', 'a') },
};
const words = [
  { role: 'user', content: 'What is a lease?', id: 'a', parentId: null, timestamp: 1_790_000_000 },
  {
    role: 'assistant',
    content: [{ type: 'text', text: 'A promise.' }],
    id: 'b',
    parentId: 'a',
    tool_calls: [],
  },
];
const claude = {
  uuid: 'c',
  name: 'Leases',
  chat_messages: words.map(({ role, content }) => ({ sender: role, text: '', content, attachments: [{}] })),
};
const openWebUi = {
  id: 'o',
  chat: { models: ['small:1b'], history: { messages: { a: words[0], b: words[1] }, currentId: 'b' } },
};
const libreChat = {
  conversationId: 'l',
  options: { model: 'small:1b' },
  messages: [
    { messageId: 'a', isCreatedByUser: true, text: 'Hi', children: [{ messageId: 'b', text: 'Ho' }] },
  ],
};
const GENUINE: readonly object[] = [
  archive,
  chatGpt,
  [chatGpt, chatGpt],
  [archive, chatGpt],
  [claude, openWebUi],
  libreChat,
  words,
  { model: 'small:1b', messages: words },
];

const CODES = [
  'import-not-json',
  'import-too-large',
  'import-no-conversation',
  'import-bad-role',
  'import-not-text',
  'import-too-deep',
  'import-too-many-messages',
  'import-too-many-conversations',
  'import-message-too-large',
];

test('a spoiled file is imported or refused with one sentence that quotes nothing of it', {
  timeout: 900_000,
}, () => {
  const chance = createChance(chooseSeed('hostile import files'));
  const counts: Record<string, number> = {};
  for (let index = 0; index < rounds(2_000, 20_000); index += 1) {
    const file = spoil(chance.pick(GENUINE), chance);
    const ended = outcomeOf(file);
    expect(ended, file.slice(0, 2_000)).toMatch(/^imported$|^import-/);
    counts[ended] = (counts[ended] ?? 0) + 1;
  }
  console.log(`hostile import files, parsed: ${countsOf(counts)}`);
  expect(counts.imported).toBeGreaterThan(0);
});

const outcomeOf = (file: string): string => {
  try {
    for (const { messages, title, modelName = 'm:1b' } of parseImport(file).conversations) {
      const read = [...messages];
      expect(read.length).toBeGreaterThan(0);
      for (const { content, ts = 1 } of read) {
        expect(content.isWellFormed() && Number.isSafeInteger(ts)).toBe(true);
      }
      expect(title.isWellFormed() && /^[\w.:/@-]{1,128}$/.test(modelName)).toBe(true);
    }
    return 'imported';
  } catch (error) {
    if (!(error instanceof StewardError) || !CODES.includes(error.code)) throw error;
    expect(error.message + error.userMessage).not.toContain(MARKER);
    return error.code;
  }
};

test('a spoiled file that is sent to the bot ends as answered, within the keys of its sender', {
  timeout: 900_000,
}, async () => {
  const chance = createChance(chooseSeed('hostile import files, sent'));
  const complaints: string[] = [];
  const files = rounds(200, 10_000);
  for (let done = 0; done < files && complaints.length === 0; ) {
    let file = '';
    const bot = await createWatchedBot({ file: () => new TextEncoder().encode(file) });
    for (let index = 0; index < 10; index += 1, done += 1) {
      file = spoil(chance.pick(GENUINE), chance);
      const document = {
        file_id: 'f',
        file_name: 'chat.json',
        mime_type: 'application/json',
        file_size: 100,
      };
      const from = { id: OWNER, first_name: 'Ada' };
      const message = {
        message_id: 9,
        date: 1_795_000_000,
        chat: { id: OWNER, type: 'private' },
        from,
        document,
      };
      const { outcome, complaints: found } = await bot.play(
        JSON.stringify({ update_id: 2_000 + index, message }),
      );
      if (outcome !== 'answered') found.push(`its outcome is ${outcome}`);
      complaints.push(...found.map((complaint) => `${complaint}: ${file.slice(0, 1_000)}`));
    }
  }
  console.log(`hostile import files, sent: ${files}`);
  expect(complaints).toEqual([]);
});
