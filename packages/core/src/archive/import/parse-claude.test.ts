import { describe, expect, test } from 'vitest';
import { parseImport } from './parse-import.ts';

const said = (uuid: string, content: unknown, more: object = {}) => ({
  uuid,
  text: '',
  content,
  sender: uuid.startsWith('u') ? 'human' : 'assistant',
  created_at: '2025-01-01T00:00:00.000000Z',
  ...more,
});
const text = (words: string) => ({ type: 'text', text: words });

const read = (chat_messages: unknown[], more: object = {}) => {
  const file = [{ uuid: 'c1', name: 'Claude talk', model: 'claude-x', chat_messages, ...more }];
  const [conversation] = parseImport(JSON.stringify(file)).conversations;
  if (!conversation) return expect.fail('nothing imported');
  const messages = [...conversation.messages].map(({ role, content }) => `${role}: ${content}`);
  return { ...conversation, messages };
};

describe("Claude's export", () => {
  test('is read without thoughts', () => {
    expect(
      read([said('u1', [text('hello')]), said('a1', [{ type: 'thinking', thinking: 'x' }, text('hi!')])]),
    ).toEqual({
      originalId: 'c1',
      title: 'Claude talk',
      modelName: 'claude-x',
      isForeign: true,
      messageCount: 2,
      lastMessageAtMs: Date.parse('2025-01-01'),
      messages: ['user: hello', 'assistant: hi!'],
      importedFrom: '{"uuid":"c1","name":"Claude talk","model":"claude-x"}',
    });
  });

  test('documents and programs beside the answers are part of them', () => {
    const artifact = {
      command: 'create',
      title: 'Sum',
      type: 'application/vnd.ant.code',
      language: 'python',
      content: '1+1',
    };
    const answer = [
      text('Here:'),
      { type: 'tool_use', name: 'artifacts', input: artifact },
      { type: 'tool_result', name: 'artifacts', content: [text('OK')] },
      {
        type: 'tool_use',
        name: 'artifacts',
        input: { title: 'Letter', type: 'text/markdown', content: 'Dear Sir' },
      },
      { type: 'tool_use', name: 'repl', input: { code: '2+2' } },
    ];
    expect(read([said('a1', answer)]).messages).toEqual([
      'assistant: Here:\n\n**Sum**\n\n```python\n1+1\n```\n\n**Letter**\n\nDear Sir\n\n```\n2+2\n```',
    ]);
  });

  test('older ones hold the text only, with tags for documents and thoughts', () => {
    const older =
      '<antThinking>hm</antThinking>Here:\n<antArtifact title="Sum" language="python">\n1+1\n</antArtifact>';
    const bare = '<antArtifact>\nx\n</antArtifact>';
    const messages = [
      said('u1', undefined, { text: 'go' }),
      said('a1', [], { text: older }),
      said('a2', [], { text: bare }),
    ];
    expect(read(messages).messages).toEqual([
      'user: go',
      'assistant: Here:\n**Sum**\n\n```python\n1+1\n```',
      'assistant: ```\nx\n```',
    ]);
  });

  test('what was attached is read along', () => {
    const attachments = [{ file_name: 'a.txt', extracted_content: 'The tide' }];
    const files = [{ file_name: 'b.pdf' }, { file_kind: 'image' }, {}, null];
    expect(read([said('u1', [text('Sum it up')], { attachments, files })]).messages).toEqual([
      'user: Sum it up\n\n[file: a.txt]\n\n```\nThe tide\n```\n\n[file: b.pdf]\n\n[image]\n\n[file: file]\n\n[file: file]',
    ]);
  });

  test('of branches the last one, or the one that was open, is taken', () => {
    const after = (parent_message_uuid: string, created_at = '2025-01-01T00:00:01Z') => ({
      parent_message_uuid,
      created_at,
    });
    const messages = [
      said('u1', [text('Q')], after('0', '2025-01-01T00:00:00Z')),
      said('a1', [text('old')], after('u1')),
      said('a2', [text('new')], after('u1', '2025-01-01T00:00:02Z')),
      said('__proto__', [text('x')]),
    ];
    expect(read(messages).messages).toEqual(['user: Q', 'assistant: new']);
    expect(read(messages, { current_leaf_message_uuid: 'a1' }).messages).toEqual([
      'user: Q',
      'assistant: old',
    ]);
  });

  test('messages without ids or words are kept or passed over', () => {
    expect(() => read([{ sender: 'human', text: 'x'.repeat(2_300_000) }])).toThrow(
      'import-message-too-large',
    );
    expect(read([{ sender: 'human', text: 'a' }, { sender: 'human' }, 5]).messages).toEqual(['user: a']);
  });
});
