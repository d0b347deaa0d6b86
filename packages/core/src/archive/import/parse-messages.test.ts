import { describe, expect, test } from 'vitest';
import { parseImport } from './parse-import.ts';

const read = (value: unknown) => {
  const [conversation] = parseImport(JSON.stringify(value)).conversations;
  if (!conversation) return expect.fail('nothing imported');
  const said = [...conversation.messages].map(({ role, content }) => `${role}: ${content}`);
  return { ...conversation, messages: [...conversation.messages], said };
};
const refused = (value: unknown) => expect(() => parseImport(JSON.stringify(value)));

const user = (content: unknown, more: object = {}) => ({ role: 'user', content, ...more });
const assistant = (content: unknown, more: object = {}) => ({ role: 'assistant', content, ...more });

describe('a list of messages, as APIs take it', () => {
  test('is a conversation with its instructions and its model', () => {
    const messages = [{ role: 'system', content: 'be kind' }, user('hey'), assistant('ho')];
    expect(read({ model: 'llama3.2:1b', messages })).toMatchObject({
      originalId: '',
      title: 'hey',
      modelName: 'llama3.2:1b',
      isForeign: true,
      systemPrompt: 'be kind',
      messageCount: 2,
      said: ['user: hey', 'assistant: ho'],
    });
    expect(
      read({ system: [{ type: 'text', text: 'be brief' }], messages: messages.slice(1) }).systemPrompt,
    ).toBe('be brief');
  });

  test('may be bare, and instructions may come later', () => {
    const list = [
      user('hey'),
      { role: 'developer', content: 'louder' },
      assistant('HO'),
      { role: 'admin', content: 1 },
    ];
    expect(read(list).said).toEqual(['user: hey', 'system: louder', 'assistant: HO']);
  });

  test('holds text in blocks, beside pictures, files and thoughts', () => {
    const blocks = [
      'Look:',
      { type: 'image_url', image_url: { url: 'data:' } },
      { type: 'input_audio' },
      { type: 'file', file: {} },
      { type: 'text', text: { value: 'What is it?' } },
      { type: 'to come' },
    ];
    const answer = [
      { type: 'thinking', thinking: 'hm' },
      { type: 'reasoning', text: 'hm' },
      { type: 'output_text', text: '<think>hm</think>A bee.' },
      { type: 'refusal', refusal: 'No more.' },
      { type: 'refusal' },
    ];
    expect(read({ messages: [user(blocks), assistant(answer)] }).said).toEqual([
      'user: Look:\n\n[image]\n\n[audio]\n\n[file]\n\nWhat is it?',
      'assistant: A bee.\n\nNo more.',
    ]);
  });

  test('calls of tools and what they gave back are part of the answer', () => {
    const calls = [{ type: 'function', function: { name: 'python', arguments: '{"code":"print(1)"}' } }];
    const messages = [
      user('Run it'),
      assistant(null, { tool_calls: calls }),
      { role: 'tool', content: '1' },
      assistant('It printed 1.'),
      assistant('Anything else?'),
      { role: 'assistant', function_call: { name: 'f', arguments: 'x' } },
      { role: 'function', content: [{ type: 'text', text: 'y' }] },
    ];
    expect(read(messages).said).toEqual([
      'user: Run it',
      'assistant: ```\nprint(1)\n```\n\n```\n1\n```\n\nIt printed 1.',
      'assistant: Anything else?',
      'assistant: ```\nx\n```\n\n```\ny\n```',
    ]);
  });

  test('of Anthropic', () => {
    const messages = [
      user('Tides?'),
      assistant([
        { type: 'server_tool_use', name: 'web_search', input: { query: 'tides' } },
        {
          type: 'web_search_tool_result',
          content: [{ type: 'web_search_result', url: 'https://e.org', title: 'Tides' }, { type: 'more' }],
        },
        { type: 'tool_use', name: 'bash', input: { command: 'ls' } },
        { type: 'tool_result', content: [{ type: 'text', text: 'a.txt' }] },
        { type: 'tool_result', content: 'plain' },
        { type: 'tool_result' },
        { type: 'text', text: 'High at noon.' },
      ]),
    ];
    expect(read({ messages }).said[1]).toBe(
      'assistant: [search: tides]\n\n- Tides · https://e.org\n\n```json\n{\n  "command": "ls"\n}\n```\n\n```\na.txt\n```\n\n```\nplain\n```\n\nHigh at noon.',
    );
  });

  test('too many small pieces do not grow into more than one item holds', () => {
    const pieces = Array.from({ length: 30 }, () => ({ role: 'tool', content: 'x'.repeat(19_000) }));
    const { messages } = read([user('Go'), ...pieces]);
    expect(messages).toHaveLength(3);
    expect(Math.max(...messages.map(({ content }) => content.length))).toBeLessThanOrEqual(350_000);
  });

  test.each([
    ['of a linter', [{ filePath: 'a.ts', messages: [{ ruleId: 'semi', severity: 2, message: 'x' }] }]],
    ['of people', [{ name: 'Ada', role: 'admin' }]],
    ['of translations', { messages: { hello: 'Hallo' } }],
    ['without words', { messages: [user(''), user(null), null, 5] }],
    ['of dangerous ids', { messages: [user('x', { id: '__proto__' })] }],
    ['of instructions only', { messages: [{ role: 'system', content: 'be kind' }] }],
  ])('is no conversation when it is one %s', (_, value) => {
    refused(value).toThrow(expect.objectContaining({ code: 'import-no-conversation' }));
  });

  test('what is too large for a list is said', () => {
    const large = 'x'.repeat(2_300_000);
    refused({ messages: [user(large)] }).toThrow(
      expect.objectContaining({ code: 'import-message-too-large' }),
    );
    refused([user(large), user('x')]).toThrow(expect.objectContaining({ code: 'import-message-too-large' }));
    const broken = `[{"role":"user","more":[${'x,'.repeat(20_000)}],"content":""}]`;
    expect(() => parseImport(broken)).toThrow(expect.objectContaining({ code: 'import-not-json' }));
    refused(Array.from({ length: 20_001 }, () => user('x'))).toThrow(
      expect.objectContaining({ code: 'import-too-many-messages' }),
    );
  });
});

describe("LibreChat's export", () => {
  const said = (messageId: string, text: string, more: object = {}) => ({
    messageId,
    text,
    sender: 'User',
    isCreatedByUser: messageId.startsWith('u'),
    ...more,
  });
  const file = (messages: unknown[]) => ({
    conversationId: 'lc',
    title: 'LC',
    options: { model: 'llama3.2:1b', promptPrefix: 'be kind' },
    messages,
  });

  test('may hold answers within the messages they answer: the last one was shown', () => {
    const children = [said('a1', 'old'), said('a2', 'new', { children: [said('u2', 'more')] })];
    expect(read(file([said('u1', 'hey', { children })]))).toMatchObject({
      originalId: 'lc',
      title: 'LC',
      modelName: 'llama3.2:1b',
      systemPrompt: 'be kind',
      said: ['user: hey', 'assistant: new', 'user: more'],
    });
  });

  test('may be a list in which each names the one before', () => {
    const messages = [
      said('u1', 'hey', { parentMessageId: '0', createdAt: '2025-01-01T00:00:00Z' }),
      said('a1', 'old', { parentMessageId: 'u1', createdAt: '2025-01-01T00:00:01Z' }),
      said('a2', '', {
        parentMessageId: 'u1',
        createdAt: '2025-01-01T00:00:02Z',
        content: [
          { type: 'think', think: 'hm' },
          { type: 'tool_call', tool_call: { name: 'execute', args: '{"code":"1"}', output: '1' } },
          { type: 'tool_call', tool_call: { name: 'f', args: null } },
          { type: 'text', text: 'new' },
        ],
      }),
    ];
    expect(read(file(messages)).said).toEqual(['user: hey', 'assistant: ```\n1\n```\n\n```\n1\n```\n\nnew']);
    const twice = [said('u1', 'one'), said('u1', 'two')];
    expect(read(file(twice)).said).toEqual(['user: one', 'user: two']);
  });

  test('may be hundreds deep', () => {
    let deep = said('a', 'end');
    for (let index = 0; index < 400; index += 1) deep = said(`u${index}`, `${index}`, { children: [deep] });
    expect(read(file([deep])).messageCount).toBe(401);
  });
});

describe('ShareGPT', () => {
  const said = [
    { from: 'system', value: 'be kind' },
    { from: 'human', value: 'hey' },
    { from: 'gpt', value: '<think>hm</think>ho' },
    { from: 'function_response', value: '42' },
  ];
  test.each(['conversations', 'items'])('is read, with its messages below `%s`', (name) => {
    expect(read([{ id: 'a', [name]: said }])).toMatchObject({
      originalId: 'a',
      systemPrompt: 'be kind',
      said: ['user: hey', 'assistant: ho\n\n```\n42\n```'],
    });
    expect(read({ [name]: said }).said[0]).toBe('user: hey');
  });

  test('may be bare', () => {
    expect(read(said).said[0]).toBe('user: hey');
  });

  test('is told from other things that come from somebody', () => {
    refused({ conversations: [{ from: 'a@b.org', value: 'x' }, { from: 'human' }] }).toThrow(
      'import-no-conversation',
    );
  });
});

describe('messages by other names', () => {
  test.each([
    [
      'capital letters',
      {
        messages: [
          { role: 'User', content: 'hey' },
          { role: 'ASSISTANT', content: 'ho' },
        ],
      },
    ],
    [
      'a sender',
      {
        messages: [
          { sender: 'user', text: 'hey' },
          { sender: 'bot', text: 'ho' },
        ],
      },
    ],
    [
      'an author',
      [
        { author: 'human', message: 'hey' },
        { author: 'ai', message: 'ho' },
      ],
    ],
    [
      'LangChain',
      {
        messages: [
          { type: 'human', content: 'hey' },
          { type: 'ai', content: 'ho' },
        ],
      },
    ],
    [
      'Google',
      {
        contents: [
          { role: 'user', parts: [{ text: 'hey' }] },
          { role: 'model', parts: [{ text: 'ho' }] },
        ],
      },
    ],
    ['turns', { turns: [user('hey'), assistant('ho')] }],
  ])('of %s are read', (_, value) => {
    expect(read(value).said).toEqual(['user: hey', 'assistant: ho']);
  });

  test('are no lines of a log', () => {
    refused([
      { type: 'system', message: 'started' },
      { author: 'Ann', text: 'hey' },
    ]).toThrow('import-no-conversation');
  });
});
