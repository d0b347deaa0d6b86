import { describe, expect, test } from 'vitest';
import type { ImportedConversation } from './imported-conversation.ts';
import { parseImport } from './parse-import.ts';

const parse = (value: unknown) => parseImport(JSON.stringify(value));
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
