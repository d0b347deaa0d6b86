import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StewardError } from '../../error.ts';
import { MAX_DEPTH, MAX_IMPORT_BYTES, MAX_IMPORT_MESSAGES, MAX_MESSAGE_BYTES } from './import-error.ts';
import { MAX_HEADER_BYTES } from './imported-conversation.ts';
import { parseImport } from './parse-import.ts';

const CODES = [
  'import-not-json',
  'import-too-large',
  'import-no-conversation',
  'import-bad-role',
  'import-not-text',
  'import-too-deep',
  'import-too-many-messages',
  'import-message-too-large',
];

const parse = (value: unknown) => parseImport(JSON.stringify(value));
const first = (value: unknown) => parse(value)[0] ?? expect.fail('nothing imported');

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
  user_id: 7,
  session_id: 's1',
  model_name: 'qwen3.5:2b',
  conversation: [
    { role: 'user', content: 'Why is the sky blue?', ts: 1_700_000_000_000 },
    { role: 'assistant', content: 'Scattering.', ts: 1_700_000_001_000 },
  ],
  archive_version: '1.0',
  ...fields,
});

const node = (id: string, parent: string | null, role: string, content: unknown, more: object = {}) => ({
  [id]: {
    id,
    parent,
    children: [],
    message: {
      author: { role },
      create_time: 1_700_000_000.25,
      content,
      recipient: 'all',
      metadata: {},
      ...more,
    },
  },
});

const text = (...parts: unknown[]) => ({ content_type: 'text', parts });

const chatGpt = (mapping: object, fields: object = {}) => ({
  title: 'Baking',
  create_time: 1_699_999_999,
  default_model_slug: 'gpt-4o',
  current_node: 'c',
  mapping,
  ...fields,
});

const baking = {
  root: { id: 'root', parent: null, children: ['a'], message: null },
  ...node('a', 'root', 'system', text('')),
  ...node('b', 'a', 'user', text('How do I bake?')),
  ...node('other', 'b', 'assistant', text('An answer that was thrown away')),
  ...node('c', 'b', 'assistant', text('Slowly.')),
};

describe('a file in format 1.0', () => {
  test('becomes one conversation that keeps its model, times and header', () => {
    const conversation = first(format1({ title: 'Sky', system_prompt: 'Be brief', mood: 'calm' }));
    expect(conversation).toEqual({
      title: 'Sky',
      modelName: 'qwen3.5:2b',
      systemPrompt: 'Be brief',
      messages: [
        { role: 'user', content: 'Why is the sky blue?', ts: 1_700_000_000_000 },
        { role: 'assistant', content: 'Scattering.', ts: 1_700_000_001_000 },
      ],
      importedFrom: conversation.importedFrom,
    });
    const { conversation: _, ...header } = format1({ title: 'Sky', system_prompt: 'Be brief', mood: 'calm' });
    expect(JSON.parse(conversation.importedFrom)).toEqual(header);
  });

  test('may begin with a byte order mark', () => {
    expect(parseImport(`\ufeff${JSON.stringify(format1())}`)).toHaveLength(1);
  });

  test('may be one of several in an array, beside things that are no conversation', () => {
    expect(parse([1, null, format1(), { mapping: 3 }, chatGpt(baking)])).toHaveLength(2);
  });

  test('without a title is called by its first question', () => {
    expect(first(format1()).title).toBe('Why is the sky blue?');
    expect(first({ conversation: [{ role: 'assistant', content: 'Hi' }] }).title).toBe('New chat');
  });

  test.each(['', 'a#SESSION#b', 'two words', 'x'.repeat(129), 5])('a model called %j is not ours', (name) => {
    expect(first(format1({ model_name: name }))).not.toHaveProperty('modelName');
  });

  test('unknown fields of messages are kept, without what means something to JavaScript', () => {
    const body =
      '{"conversation":[{"role":"user","content":"Hi","mood":{"__proto__":{"bad":1},"list":[{"constructor":1,"ok":2}]},"__proto__":{"role":"x"}}],"__proto__":{"title":"Bad"},"prototype":1,"kept":true}';
    const conversation = parseImport(body)[0];
    expect(conversation?.messages[0]?.extra).toBe('{"mood":{"list":[{"ok":2}]}}');
    expect(conversation?.importedFrom).toBe('{"kept":true}');
    expect(conversation?.title).toBe('Hi');
    expect(({} as { bad?: unknown }).bad).toBeUndefined();
  });

  test('a header is kept up to its limit; fields that do not fit are left out', () => {
    const { importedFrom } = first(format1({ huge: 'x'.repeat(MAX_HEADER_BYTES), small: 1 }));
    expect(JSON.parse(importedFrom)).toMatchObject({ session_id: 's1', small: 1 });
    expect(JSON.parse(importedFrom)).not.toHaveProperty('huge');
    const many = Object.fromEntries(Array.from({ length: 4000 }, (_, index) => [`field ${index}`, index]));
    const limited = first(format1(many)).importedFrom;
    expect(Buffer.byteLength(limited)).toBeLessThanOrEqual(MAX_HEADER_BYTES);
    expect(Buffer.byteLength(limited)).toBeGreaterThan(MAX_HEADER_BYTES - 40);
  });

  test.each([
    [1_700_000_000_000, 1_700_000_000_000],
    [1_700_000_000.5, 1_700_000_000_500],
    ['1700000000', 1_700_000_000_000],
    ['2023-11-14T22:13:20Z', 1_700_000_000_000],
  ])('a time may be milliseconds, seconds or a date: %j', (ts, expected) => {
    expect(first({ conversation: [{ role: 'user', content: 'Hi', ts }] }).messages[0]?.ts).toBe(expected);
  });

  test.each([[undefined], [null], ['soon'], [' '], [-5], [1e300]])('the time %j is none', (ts) => {
    expect(first({ conversation: [{ role: 'user', content: 'Hi', ts }] }).messages[0]).not.toHaveProperty(
      'ts',
    );
  });

  test('a missing time is that of the message before, or of the first that has one', () => {
    const said = (ts?: number) => ({ role: 'user', content: 'Hi', ts });
    const times = (archive: object) => first(archive).messages.map(({ ts }) => ts);
    const conversation = [said(), said(2e11), said(), said(3e11), said()];
    expect(times({ conversation })).toEqual([2e11, 2e11, 2e11, 3e11, 3e11]);
    expect(times({ conversation: [said()], last_message_ts: 4e11 })).toEqual([4e11]);
  });

  test('half a surrogate pair becomes a replacement character', () => {
    expect(
      parseImport('{"conversation":[{"role":"user","content":"a\\ud83db"}]}')[0]?.messages[0]?.content,
    ).toBe('a\ufffdb');
  });
});

describe("ChatGPT's conversations.json", () => {
  test('becomes the branch that was shown last, without a model of ours', () => {
    const conversation = first([chatGpt(baking)]);
    expect(conversation).toEqual({
      title: 'Baking',
      messages: [
        { role: 'user', content: 'How do I bake?', ts: 1_700_000_000_250 },
        { role: 'assistant', content: 'Slowly.', ts: 1_700_000_000_250 },
      ],
      importedFrom: conversation.importedFrom,
    });
    expect(JSON.parse(conversation.importedFrom)).toMatchObject({ default_model_slug: 'gpt-4o' });
    expect(JSON.parse(conversation.importedFrom)).not.toHaveProperty('mapping');
  });

  test('may be a single conversation, and may lack a title', () => {
    expect(first(chatGpt(baking, { title: null })).title).toBe('How do I bake?');
    const answers = node('c', null, 'assistant', text('Hello'));
    expect(first(chatGpt(answers, { title: '' })).title).toBe('New chat');
  });

  test('what people never saw is left out', () => {
    const mapping = {
      ...node('a', null, 'user', text('Question')),
      ...node('hidden', 'a', 'user', text('secret'), {
        metadata: { is_visually_hidden_from_conversation: true },
      }),
      ...node('call', 'hidden', 'assistant', { content_type: 'code', text: 'print(1)' }),
      ...node('to', 'call', 'assistant', text('draw a cat'), { recipient: 'dalle.text2im' }),
      ...node('tool', 'to', 'tool', text('1')),
      ...node('thoughts', 'tool', 'assistant', { content_type: 'thoughts', thoughts: [] }),
      ...node('none', 'thoughts', 'assistant', null),
      ...node('c', 'none', 'assistant', text('Answer'), { recipient: undefined, create_time: null }),
    };
    expect(first(chatGpt(mapping)).messages).toEqual([
      { role: 'user', content: 'Question', ts: 1_700_000_000_250 },
      { role: 'assistant', content: 'Answer', ts: 1_700_000_000_250 },
    ]);
  });

  test('of pictures and recordings their place is kept, of recordings the words too', () => {
    const parts = [
      { content_type: 'image_asset_pointer' },
      'What is this?',
      { content_type: 'audio_transcription', text: 'spoken' },
      { content_type: 'audio_transcription' },
      { content_type: 'audio_asset_pointer' },
      null,
    ];
    const mapping = node('c', null, 'user', { content_type: 'multimodal_text', parts });
    expect(first(chatGpt(mapping)).messages[0]?.content).toBe(
      '[image]\nWhat is this?\nspoken\n[audio]\n[image]',
    );
  });

  test('nodes in a circle and missing parents end the branch', () => {
    const circle = { ...node('b', 'c', 'user', text('Q')), ...node('c', 'b', 'assistant', text('A')) };
    expect(first(chatGpt(circle)).messages).toHaveLength(2);
    expect(first(chatGpt(node('c', 'gone', 'user', text('Q')))).messages).toHaveLength(1);
    expect(first(chatGpt(node('c', '__proto__', 'user', text('Q')))).messages).toHaveLength(1);
  });

  test.each([[undefined], ['gone'], [5]])(
    'with the current node %j the latest message ends the branch',
    (current) => {
      const mapping = {
        ...node('late', 'early', 'assistant', text('Late'), { create_time: 3 }),
        ...node('early', null, 'user', text('Early'), { create_time: 2 }),
        unknown: {},
      };
      const { messages } = first(chatGpt(mapping, { current_node: current }));
      expect(messages.map(({ content }) => content)).toEqual(['Early', 'Late']);
    },
  );

  test('conversations in which nothing was said are passed over', () => {
    expect(parse([chatGpt({}), chatGpt(baking)])).toHaveLength(1);
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
    ['import-too-deep', deep],
    ['import-too-deep', `{"a\\"[":"[[",${'"x":{'.repeat(MAX_DEPTH)}`],
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

  test('too many messages, in one conversation or together', () => {
    const said = (count: number) => ({
      conversation: Array.from({ length: count }, () => ({ role: 'user', content: 'x' })),
    });
    expect(parse(said(MAX_IMPORT_MESSAGES))[0]?.messages).toHaveLength(MAX_IMPORT_MESSAGES);
    expect(refusal(JSON.stringify(said(MAX_IMPORT_MESSAGES + 1))).code).toBe('import-too-many-messages');
    expect(refusal(JSON.stringify([said(MAX_IMPORT_MESSAGES), said(1)])).code).toBe(
      'import-too-many-messages',
    );
    expect(refusal(JSON.stringify([said(MAX_IMPORT_MESSAGES), chatGpt(baking)])).code).toBe(
      'import-too-many-messages',
    );
  });

  test('a message or instructions too large for one item', () => {
    const huge = 'é'.repeat(MAX_MESSAGE_BYTES / 2);
    const said = (message: object) => JSON.stringify(format1({ conversation: [message] }));
    expect(parseImport(said({ role: 'user', content: huge }))).toHaveLength(1);
    for (const file of [
      said({ role: 'user', content: `${huge}x` }),
      said({ role: 'user', content: 'short', extra: huge }),
      JSON.stringify(format1({ system_prompt: `${huge}x` })),
      JSON.stringify(chatGpt(node('c', null, 'user', text(huge, 'x')))),
    ]) {
      const error = refusal(file);
      expect(error.code).toBe('import-message-too-large');
      expect(error.userMessage).toMatch(/^(Message 1|The system prompt) is longer than 350 kB/);
    }
  });
});

describe('whatever is sent', () => {
  const accepted = (file: string): void => {
    try {
      for (const conversation of parseImport(file)) {
        expect(conversation.title).not.toBe('');
        expect(conversation.messages.length).toBeGreaterThan(0);
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
    const files = [JSON.stringify(format1({ title: 'Sky' })), JSON.stringify([chatGpt(baking)])];
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
