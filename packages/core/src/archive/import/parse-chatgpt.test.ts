import { describe, expect, test } from 'vitest';
import type { ImportedConversation } from './imported-conversation.ts';
import { parseImport } from './parse-import.ts';

const parse = (value: unknown) => parseImport(JSON.stringify(value)).conversations;
const first = (value: unknown) => whole(parse(value)[0] ?? expect.fail('nothing imported'));

/** With its messages as a list. */
const whole = (conversation: ImportedConversation) => ({
  ...conversation,
  messages: [...conversation.messages],
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
  conversation_id: 'c-1',
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

describe("ChatGPT's conversations.json", () => {
  test('becomes the branch that was shown last, without a model of ours', () => {
    const conversation = first([chatGpt(baking)]);
    expect(conversation).toEqual({
      originalId: 'c-1',
      isForeign: true,
      title: 'Baking',
      messages: [
        { role: 'user', content: 'How do I bake?', ts: 1_700_000_000_250 },
        { role: 'assistant', content: 'Slowly.', ts: 1_700_000_000_250 },
      ],
      messageCount: 2,
      lastMessageAtMs: 1_700_000_000_250,
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
      ...node('thoughts', 'hidden', 'assistant', { content_type: 'thoughts', thoughts: [] }),
      ...node('recap', 'thoughts', 'assistant', { content_type: 'reasoning_recap', content: 'Thought' }),
      ...node('memory', 'recap', 'assistant', text('Likes tea'), { recipient: 'bio' }),
      ...node('kept', 'memory', 'tool', text('Updated'), { author: { role: 'tool', name: 'bio' } }),
      ...node('own', 'kept', 'tool', { content_type: 'user_editable_context', text: 'secret' }),
      ...node('none', 'own', 'assistant', null),
      ...node('c', 'none', 'assistant', text('Answer'), { recipient: undefined, create_time: null }),
    };
    expect(first(chatGpt(mapping)).messages).toEqual([
      { role: 'user', content: 'Question', ts: 1_700_000_000_250 },
      { role: 'assistant', content: 'Answer', ts: 1_700_000_000_250 },
    ]);
  });

  test('code, what it printed and the answer behind it are one message', () => {
    const mapping = {
      ...node('a', null, 'user', text('6 * 7?')),
      ...node(
        'code',
        'a',
        'assistant',
        { content_type: 'code', language: 'unknown', text: 'print(6*7)' },
        { recipient: 'python' },
      ),
      ...node('out', 'code', 'tool', { content_type: 'execution_output', text: '42' }),
      ...node('b', 'out', 'assistant', text('It is 42.')),
      ...node('c', 'b', 'assistant', text('Anything else?')),
    };
    const contents = first(chatGpt(mapping)).messages.map(({ content }) => content);
    expect(contents).toEqual([
      '6 * 7?',
      '```python\nprint(6*7)\n```\n\n```\n42\n```\n\nIt is 42.',
      'Anything else?',
    ]);
  });

  test.each([
    [
      'canmore.create_textdoc',
      '{"name":"letter","type":"document","content":"Dear Sir"}',
      '**letter**\n\nDear Sir',
    ],
    [
      'canmore.create_textdoc',
      '{"name":"a.py","type":"code/python","content":"print(1)"}',
      '**a.py**\n\n```python\nprint(1)\n```',
    ],
    [
      'canmore.update_textdoc',
      '{"updates":[{"pattern":".*","replacement":"Dear Madam"},{"pattern":"x"}]}',
      'Dear Madam',
    ],
    ['canmore.comment_textdoc', '{"comments":[{"pattern":"x","comment":"Too long"}]}', 'Too long'],
    ['dalle.text2im', '{"prompt":"a cat","size":"1024x1024"}', '[image: a cat]'],
    ['web', '{"query":"tides"}', '[search: tides]'],
    ['web', '{"open":[1]}', '```json\n{\n  "open": [\n    1\n  ]\n}\n```'],
    ['canmore.create_textdoc', '{"name":"let', '```\n{"name":"let\n```'],
  ])('what was said to %s is readable: %s', (recipient, said, shown) => {
    const call = { content_type: 'code', text: said };
    const mapping = {
      ...node('a', null, 'user', text('Go')),
      ...node('c', 'a', 'assistant', call, { recipient }),
      ...node('done', 'c', 'tool', text('Made'), {
        author: { role: 'tool', name: 'canmore.create_textdoc' },
      }),
    };
    expect(first(chatGpt(mapping, { current_node: 'done' })).messages[1]?.content).toBe(shown);
  });

  test.each([
    [
      { content_type: 'tether_quote', title: 'Tides', url: 'https://e.org', text: 'High at noon' },
      'Tides · https://e.org\n\n```\nHigh at noon\n```',
    ],
    [{ content_type: 'multimodal_text', parts: [{ content_type: 'image_asset_pointer' }] }, '[image]'],
    [
      { content_type: 'execution_output', text: 'x'.repeat(30_000) },
      `\`\`\`\n${'x'.repeat(20_000)}\n…\n\`\`\``,
    ],
    [{ content_type: 'code_to_come', result: 'fence ```` here' }, '`````\nfence ```` here\n`````'],
  ])('what a tool gave back is readable: %j', (content, shown) => {
    expect(first(chatGpt(node('c', null, 'tool', content))).messages[0]?.content).toBe(shown);
  });

  test.each([
    ['Yes \ue200cite\ue202turn0search0\ue202turn1news2\ue201.', 'Yes.'],
    [
      'See \ue200entity\ue202["city","Rome",0]\ue201 and \u3010 12\u2020source\u3011 done.',
      'See Rome and done.',
    ],
    ['A \ue200entity\ue202{"no list"\ue201 b\ue206', 'A b'],
    ['A \ue200url\ue202Tides\ue202turn0search1\ue201\ue200url\ue202turn0\ue201', 'A Tides'],
    [
      'Lost citeturn0search0turn2view1 marks 【oaicite:3】 :contentReference[oaicite:1]{index=1}.',
      'Lost marks.',
    ],
    ['I cite Turner【sic】.', 'I cite Turner【sic】.'],
  ])('marks of sources are removed: %j', (said, shown) => {
    const mapping = { ...node('b', null, 'user', text(said)), ...node('c', 'b', 'assistant', text(said)) };
    const { messages } = first(chatGpt(mapping));
    expect(messages.map(({ content }) => content)).toEqual([said, shown]);
  });

  test('what failed is told, and code that was shown is code', () => {
    const mapping = {
      ...node('b', null, 'user', text('Go')),
      ...node('code', 'b', 'assistant', { content_type: 'code', language: 'json', text: '{}' }),
      ...node('c', 'code', 'assistant', { content_type: 'system_error', name: 'Oops', text: 'It failed' }),
    };
    expect(first(chatGpt(mapping)).messages[1]?.content).toBe('```json\n{}\n```\n\n[Oops: It failed]');
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
    expect(first(chatGpt(mapping)).messages[0]?.content).toBe('[image]\nWhat is this?\nspoken\n[audio]');
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

test('DeepSeek keeps fragments in the same tree', () => {
  const said = (at: string, ...fragments: object[]) => ({
    inserted_at: `2025-01-01T00:00:0${at}Z`,
    fragments,
  });
  const mapping = {
    root: { id: 'root', parent: null, message: null },
    1: { id: '1', parent: 'root', message: said('1', { type: 'REQUEST', content: 'hey' }) },
    2: {
      id: '2',
      parent: '1',
      message: said('2', { type: 'THINK', content: 'hm' }, { type: 'RESPONSE', content: 'ho' }),
    },
    3: { id: '3', parent: '2', message: { ...said('3', { type: 'RESPONSE' }), inserted_at: null } },
  };
  const { messages } = first([{ title: 'DS', mapping }]);
  expect(messages.map(({ role, content }) => `${role}: ${content}`)).toEqual(['user: hey', 'assistant: ho']);
});
