import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StewardError } from '../../error.ts';
import { MAX_MESSAGE_BYTES } from '../../session/message.ts';
import {
  MAX_DEPTH,
  MAX_IMPORT_BYTES,
  MAX_IMPORT_CONVERSATIONS,
  MAX_IMPORT_MESSAGES,
} from './import-error.ts';
import type { ImportedConversation } from './imported-conversation.ts';
import { parseImport } from './parse-import.ts';

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

const parse = (value: unknown) => parseImport(JSON.stringify(value)).conversations;
const first = (value: unknown) => whole(parse(value)[0] ?? expect.fail('nothing imported'));

/** With its messages as a list. */
const whole = (conversation: ImportedConversation) => ({
  ...conversation,
  messages: [...conversation.messages],
});

const refusal = (text: string): StewardError => {
  try {
    parseImport(text);
  } catch (error) {
    if (error instanceof StewardError) return error;
    throw error;
  }
  return expect.fail('not refused');
};

const format1 = (fields: object = {}) => ({
  session_id: 's1',
  conversation: [{ role: 'user', content: 'Why is the sky blue?', ts: 1_700_000_000_000 }],
  ...fields,
});

const said = (id: string, parent: string | null, role: string, ...parts: string[]) => ({
  [id]: { parent, message: { author: { role }, create_time: 1_700_000_000, content: { parts } } },
});

const chatGpt = (...parts: string[]) => ({
  title: 'Baking',
  current_node: 'b',
  mapping: { ...said('a', null, 'user', ...parts), ...said('b', 'a', 'assistant', 'Slowly.') },
});

test('conversations may be several in an array, beside things that are no conversation', () => {
  expect(parse([1, null, format1(), { mapping: 3 }, chatGpt('How?')])).toHaveLength(2);
});

describe('conversations below a name', () => {
  const one = { model: 'm', messages: [{ role: 'user', content: 'hey' }] };
  const titles = (value: unknown) =>
    parseImport(JSON.stringify(value)).conversations.map(({ title }) => title);

  test.each([
    ['a list', { conversations: [one, 7, { title: 'x' }] }],
    ['a list of another name', { version: 1, title: 'Mine', created_at: 1, chats: [one], data: {} }],
    ['one of them', { data: one }],
    ['one in the singular', { version: 1, conversation: one }],
    ['an object of them', { conversations: { a: one } }],
    ['a list in a list', [one.messages]],
    ['names within each other', { data: { folders: [], chats: [one] } }],
    ['bare messages', { data: one.messages }],
    ['what was large among it', { conversations: [{ ...one, more: 'x'.repeat(3_000_000) }] }],
  ])('%s', (_, value) => {
    expect(titles(value)).toEqual(['hey']);
  });

  test('all come in, from each list', () => {
    expect(titles({ data: [one.messages, [{ role: 'user', content: 'you' }]] })).toEqual(['hey', 'you']);
  });

  test('say what is wrong with them, and nothing comes from too deep', () => {
    const bad = { messages: [{ role: 'robot', content: 'hey' }] };
    expect(() => titles({ data: [bad] })).toThrow('import-bad-role');
    expect(() => titles({ data: { data: { data: { data: [one] } } } })).toThrow('import-no-conversation');
  });
});

describe('a file that is refused', () => {
  const deep = '['.repeat(MAX_DEPTH + 1);
  test.each([
    ['import-not-json', 'hello'],
    ['import-not-json', ''],
    ['import-not-json', '{"conversation":'],
    ['import-too-large', ' '.repeat(MAX_IMPORT_BYTES + 1)],
    ['import-no-conversation', '{}'],
    ['import-no-conversation', '[]'],
    ['import-no-conversation', '5'],
    ['import-no-conversation', '{"conversation":[]}'],
    ['import-no-conversation', '{"conversation":{}}'],
    ['import-no-conversation', '{"__proto__":{"conversation":[{"role":"user","content":"Hi"}]}}'],
    ['import-no-conversation', '{"mapping":{}}'],
    ['import-bad-role', '{"conversation":[{"role":"tool","content":"Hi"}]}'],
    ['import-bad-role', '{"conversation":[{"role":"constructor","content":"Hi"}]}'],
    ['import-not-text', '{"conversation":[{"role":"user","content":["Hi"]}]}'],
    ['import-not-text', '{"conversation":["Hi"]}'],
    ['import-no-conversation', `${deep}${']'.repeat(MAX_DEPTH + 1)}`],
    ['import-too-deep', `{"conversation":[{"role":"user","content":${deep}${']'.repeat(MAX_DEPTH + 1)}}]}`],
  ])('%s', (code, file) => {
    const error = refusal(file);
    expect(error.code).toBe(code);
    expect(error.userMessage).toMatch(/^[A-Z].+\.$/);
    expect(error.cause).toBeUndefined();
  });

  test('says which message is at fault, but not what it says', () => {
    const said = { role: 'user', content: 'private' };
    const error = refusal(JSON.stringify({ conversation: [said, { ...said, role: 'private' }] }));
    expect(error.userMessage).toBe(
      'Message 2 was not said by user, assistant or system, so I cannot import this file.',
    );
    expect(`${error.message} ${error.stack}`).not.toContain('private');
  });

  test('brackets in strings and closed ones are no nesting', () => {
    const content = '[{'.repeat(500);
    const lists = Array.from({ length: 500 }, () => [{}]);
    expect(first({ conversation: [{ role: 'user', content, lists }] }).messages).toHaveLength(1);
  });

  test('too many messages in one conversation', () => {
    const many = (count: number) => ({
      conversation: Array.from({ length: count }, () => ({ role: 'user', content: 'x' })),
    });
    expect(first(many(MAX_IMPORT_MESSAGES)).messages).toHaveLength(MAX_IMPORT_MESSAGES);
    expect(refusal(JSON.stringify(many(MAX_IMPORT_MESSAGES + 1))).code).toBe('import-too-many-messages');
    const { conversations, leftOut } = parseImport(
      JSON.stringify([{ ...many(MAX_IMPORT_MESSAGES + 1), title: 'Endless' }, chatGpt('How?')]),
    );
    expect(conversations).toHaveLength(1);
    expect(leftOut).toEqual([
      {
        title: 'Endless',
        reason: 'it holds more than 20,000 messages, the most that one may have',
      },
    ]);
  });

  test('a message or instructions too large for one item', () => {
    const huge = 'é'.repeat(MAX_MESSAGE_BYTES / 2);
    const file = (message: object) => JSON.stringify(format1({ conversation: [message] }));
    expect(parseImport(file({ role: 'user', content: huge })).conversations).toHaveLength(1);
    for (const refused of [
      file({ role: 'user', content: `${huge}x` }),
      file({ role: 'user', content: 'short', extra: huge }),
      JSON.stringify(format1({ system_prompt: `${huge}x` })),
      JSON.stringify(chatGpt(huge, 'x')),
    ]) {
      const error = refusal(refused);
      expect(error.code).toBe('import-message-too-large');
      expect(error.userMessage).toMatch(/^(Message 1|The system prompt) is longer than 350 kB/);
    }
  });
});

describe('one bad conversation among others', () => {
  const bad = (fields: object) => ({ title: 'Bad', ...fields });
  test.each([
    [
      'message 1 was not said by user, assistant or system',
      bad({ conversation: [{ role: 'robot', content: 'x' }] }),
    ],
    ['message 1 is not plain text', bad({ conversation: ['x'] })],
    [
      'message 1 is longer than 350 kB',
      bad({ conversation: [{ role: 'user', content: 'x'.repeat(350_001) }] }),
    ],
    ['message 1 is longer than 350 kB', bad(chatGpt('x'.repeat(350_001))), 'Baking'],
    ['the system prompt is longer than 350 kB', bad({ ...format1(), system_prompt: 'x'.repeat(3_000_000) })],
    [
      'message 1 was not said by user, assistant or system',
      bad({ messages: [{ role: 'robot', content: 'x' }] }),
    ],
    [
      'message 1 was not said by user, assistant or system',
      bad({ chat: { messages: [{ role: 'robot', content: 'x' }] } }),
    ],
    [
      'a message is longer than 350 kB',
      bad({ chat: { history: { messages: { a: { x: 'x'.repeat(3_000_000) } } } } }),
    ],
    ['nothing was said in it', bad({ mapping: {} })],
    ['nothing was said in it', bad({ mapping: null })],
    ['nothing was said in it', bad({ chat_messages: 'gone' })],
    ['nothing was said in it', bad({ create_time: 1_700_000_000 })],
    ['nothing was said in it', bad({ chat_messages: [{ sender: 'human', text: ' ' }] })],
    ['nothing was said in it', { mapping: {} }, 'Conversation 2'],
  ])('is named and left out: %s', (reason, conversation, title = 'Bad') => {
    const { conversations, leftOut } = parseImport(
      JSON.stringify([format1(), conversation, chatGpt('How?')]),
    );
    expect(conversations.map((one) => one.title)).toEqual(['Why is the sky blue?', 'Baking']);
    expect(leftOut).toEqual([{ title, reason }]);
  });

  test('is not refused for all of them where all are bad', () => {
    const robots = { conversation: [{ role: 'robot', content: 'x' }] };
    expect(parseImport(JSON.stringify([robots, robots]))).toMatchObject({
      conversations: [],
      leftOut: [{}, {}],
    });
    expect(refusal(JSON.stringify([robots, { mapping: {} }])).code).toBe('import-bad-role');
    expect(refusal(JSON.stringify([{ mapping: {} }, { mapping: {} }])).code).toBe('import-no-conversation');
  });

  test('too many conversations are refused', () => {
    const many = Array.from({ length: MAX_IMPORT_CONVERSATIONS + 1 }, () => format1());
    expect(refusal(JSON.stringify(many)).code).toBe('import-too-many-conversations');
    const wares = many.map((_, id) => ({ id, title: 'Ware' }));
    expect(refusal(JSON.stringify([...wares, ...wares])).code).toBe('import-no-conversation');
    for (const line of ['{"a":1}', JSON.stringify(format1())])
      expect(refusal(`${line}\n`.repeat(25_001)).code).toBe('import-too-many-conversations');
  });
});

describe('a file of JSON lines', () => {
  const lines = (...values: unknown[]) =>
    values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join('\n');

  test('holds a conversation in each line, of whatever format', () => {
    const file = lines(
      '\ufeff{"messages":[{"role":"user","content":"Hi"}]}',
      '',
      format1(),
      chatGpt('How?'),
      '{"messages": [',
      '',
    );
    const { conversations, leftOut } = parseImport(file);
    expect(conversations.map(({ title }) => title)).toEqual(['Hi', 'Why is the sky blue?', 'Baking']);
    expect(leftOut).toEqual([{ title: 'Line 5', reason: 'it is not valid JSON' }]);
  });

  test('or a message', () => {
    const { conversations } = parseImport(
      lines({ role: 'user', content: 'Hi' }, { role: 'assistant', content: 'Ho', ts: 1_700_000_000 }),
    );
    expect(conversations.map(whole)).toMatchObject([
      { title: 'Hi', messages: [{ content: 'Hi' }, { content: 'Ho', ts: 1_700_000_000_000 }] },
    ]);
  });

  test.each(['', '\n \n', '1\n{"role":"user","content":"Hi"} x', 'a,b\n1,2'])('or is none: %j', (file) => {
    expect(refusal(file).code).toBe('import-not-json');
  });
});

describe('a file that means harm', () => {
  const said = (more = '') => `{"conversation":[{"role":"user","content":"Hi"${more}}]`;

  test('of fields with the same name the last one counts', () => {
    const list = (content: string) => `"conversation":[{"role":"user","content":"${content}"}]`;
    const [conversation] = parseImport(
      `{"title":"a",${list('first')},"title":"b",${list('second')},"kept":1,"kept":2}`,
    ).conversations.map(whole);
    expect(conversation).toMatchObject({ title: 'b', messageCount: 1, messages: [{ content: 'second' }] });
    expect(JSON.parse(conversation?.importedFrom ?? '')).toEqual({ title: 'b', kept: 2 });
    expect(refusal(`{${list('first')},"conversation":[]}`).code).toBe('import-no-conversation');
    expect(refusal(`{${list('first')},"conversation":5}`).code).toBe('import-no-conversation');
  });

  test('brackets by the hundred thousand are passed over, not built', () => {
    const brackets = `[${'[],'.repeat(300_000)}[]]`;
    expect(refusal(brackets).code).toBe('import-no-conversation');
    const [conversation] = parseImport(`${said()},"more":${brackets}}`).conversations;
    expect(conversation).toMatchObject({ messageCount: 1, importedFrom: '{}' });
  });

  test.each([
    ['Message 1', said(`,"more":[${'[],'.repeat(800_000)}[]]`)],
    ['A message', `{"mapping":{"a":{"message":null,"more":[${'[],'.repeat(800_000)}[]]}}`],
    ['The system prompt', `${said()},"system_prompt":[${'[],'.repeat(800_000)}[]]`],
  ])('%s too large even to be looked at', (place, file) => {
    const { code, userMessage } = refusal(`${file}}`);
    expect(code).toBe('import-message-too-large');
    expect(userMessage).toBe(`${place} is longer than 350 kB, so I cannot import this file.`);
  });

  test('a hundred thousand tiny messages', () => {
    const message = '{"role":"user","content":""},';
    expect(refusal(`{"conversation":[${message.repeat(100_000).slice(0, -1)}]}`).code).toBe(
      'import-too-many-messages',
    );
  });

  test('a tree of a hundred thousand nodes', () => {
    const nodes = Array.from({ length: 100_001 }, (_, index) => `"${index}":0`);
    expect(refusal(`{"mapping":{${nodes.join()}}}`).code).toBe('import-too-many-messages');
  });

  test.each([
    [
      'UTF-8 that is broken',
      Buffer.concat([Buffer.from(said().slice(0, -4)), Buffer.from([0xc3, 0x28]), Buffer.from('"}]}')]),
    ],
    ['UTF-16', Buffer.from(`\ufeff${said()}}`, 'utf16le')],
    ['packed with gzip', gzipSync(`${said()}}`)],
    ['a zip', Buffer.from('PK\u0003\u0004')],
    ['zeros', Buffer.alloc(1_000)],
  ])('%s is no JSON', (_, file) => {
    try {
      parseImport(file);
      expect.fail('not refused');
    } catch (error) {
      expect(error).toMatchObject({ code: 'import-not-json' });
    }
  });

  test('a list that holds what is no JSON at all gives what it holds besides', () => {
    expect(refusal(`[${said()}}`).code).toBe('import-not-json');
    expect(refusal(`${said()}}}`).code).toBe('import-not-json');
  });
});

describe('whatever is sent', () => {
  const accepted = (file: string): void => {
    try {
      for (const conversation of parseImport(file).conversations) {
        expect(conversation.title).not.toBe('');
        expect(conversation.messageCount).toBeGreaterThan(0);
        expect([...conversation.messages]).toHaveLength(conversation.messageCount);
        JSON.parse(conversation.importedFrom);
        for (const { extra = '{}' } of conversation.messages) JSON.parse(extra);
      }
    } catch (error) {
      if (!(error instanceof StewardError)) throw error;
      expect(CODES).toContain(error.code);
    }
  };

  test('random JSON is imported or refused with a documented error', () => {
    const key = fc.constantFrom(
      'conversation',
      'mapping',
      'current_node',
      'message',
      'author',
      'role',
      'content',
      'parts',
      'parent',
      'ts',
      '__proto__',
      'constructor',
      'title',
      'a',
      'b',
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.constantFrom('user', 'assistant', 'a', 'b', '', null, true, 0, -1, 1.7e12, 'text'),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(key, tie('value'), { maxKeys: 6, noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(value, (json) => accepted(JSON.stringify(json))),
      { numRuns: 500 },
    );
    fc.assert(fc.property(fc.json(), accepted));
  });

  test('a good file with bytes changed is imported or refused with a documented error', () => {
    const files = [JSON.stringify(format1({ title: 'Sky' })), JSON.stringify([chatGpt('How?')])];
    const edit = fc.record({
      file: fc.constantFrom(...files),
      edits: fc.array(fc.tuple(fc.nat(2000), fc.nat(8), fc.string({ maxLength: 6 })), { maxLength: 4 }),
    });
    fc.assert(
      fc.property(edit, ({ file, edits }) => {
        accepted(
          edits.reduce((text, [at, gone, put]) => text.slice(0, at) + put + text.slice(at + gone), file),
        );
      }),
      { numRuns: 500 },
    );
  });
});
