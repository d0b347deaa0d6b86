import { describe, expect, test } from 'vitest';
import { parseImport } from './parse-import.ts';

const read = (chat: unknown, more: object = { title: 'OWUI' }) => {
  const [conversation] = parseImport(
    JSON.stringify([{ id: 'o1', updated_at: 1_700_000_000, chat, ...more }]),
  ).conversations;
  if (!conversation) return expect.fail('nothing imported');
  const messages = [...conversation.messages].map(({ role, content }) => `${role}: ${content}`);
  return { ...conversation, messages };
};
const node = (id: string, parentId: string | null, content: string) => ({
  [id]: { id, parentId, childrenIds: [], role: id.startsWith('u') ? 'user' : 'assistant', content },
});

describe("Open WebUI's export", () => {
  const messages = { ...node('u', null, 'hey'), ...node('a', 'u', 'old'), ...node('b', 'u', 'ho') };

  test('is the branch that was shown, with its model and instructions', () => {
    const chat = {
      title: 'Inner',
      models: ['llama3.2:1b'],
      params: { system: 'be kind' },
      history: { messages, currentId: 'a', more: {} },
      messages: [{ role: 'user', content: 'never taken' }],
      tags: [],
    };
    expect(read(chat)).toMatchObject({
      originalId: 'o1',
      title: 'OWUI',
      modelName: 'llama3.2:1b',
      systemPrompt: 'be kind',
      lastMessageAtMs: 1_700_000_000_000,
      messages: ['user: hey', 'assistant: old'],
    });
    expect(read({ ...chat, models: [5], params: {}, system: 'short' }, {})).toMatchObject({
      title: 'Inner',
      systemPrompt: 'short',
    });
  });

  test('older ones have the list only', () => {
    const list = [{ role: 'user', content: 'hey' }, { role: 'assistant', content: 'ho' }, null];
    expect(read({ messages: list }, {}).messages).toEqual(['user: hey', 'assistant: ho']);
  });

  test('folded thoughts are left out, also where they were cut', () => {
    const thoughts = '<details type="reasoning" done="true">\n<summary>Thought</summary>\n> hm\n</details>\n';
    const said = (content: string) => read({ messages: [{ role: 'assistant', content }] }, {}).messages[0];
    expect(said(`${thoughts}A${thoughts} B`)).toBe('assistant: AB');
    expect(said('A <details type="reasoning" done="false">\nhm')).toBe('assistant: A');
    expect(said('<details><summary>x</summary>y</details>')).toContain('<summary>x');
  });

  test('dangerous ids are passed over', () => {
    const evil = JSON.parse('{"__proto__":{"role":"user","content":"x"}}');
    expect(read({ history: { messages: { ...messages, ...evil }, currentId: 'b' } }).messages).toHaveLength(
      2,
    );
  });
});
