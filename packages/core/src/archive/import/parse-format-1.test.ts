import { describe, expect, test } from 'vitest';
import type { ImportedConversation } from './imported-conversation.ts';
import { MAX_HEADER_BYTES } from './kept-header.ts';
import { parseImport } from './parse-import.ts';

const first = (value: unknown) =>
  whole(parseImport(JSON.stringify(value)).conversations[0] ?? expect.fail('nothing imported'));

/** With its messages as a list. */
const whole = (conversation: ImportedConversation) => ({
  ...conversation,
  messages: [...conversation.messages],
});

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

describe('a file in format 1.0', () => {
  test('becomes one conversation that keeps its model, times and header', () => {
    const conversation = first(format1({ title: 'Sky', system_prompt: 'Be brief', mood: 'calm' }));
    expect(conversation).toEqual({
      originalId: 's1',
      title: 'Sky',
      modelName: 'qwen3.5:2b',
      systemPrompt: 'Be brief',
      messages: [
        { role: 'user', content: 'Why is the sky blue?', ts: 1_700_000_000_000 },
        { role: 'assistant', content: 'Scattering.', ts: 1_700_000_001_000 },
      ],
      messageCount: 2,
      lastMessageAtMs: 1_700_000_001_000,
      importedFrom: conversation.importedFrom,
    });
    const { conversation: _, ...header } = format1({ title: 'Sky', system_prompt: 'Be brief', mood: 'calm' });
    expect(JSON.parse(conversation.importedFrom)).toEqual(header);
  });

  test('has instructions as long as anybody’s, and says when they were longer', () => {
    const of = (length: number) => first(format1({ system_prompt: '🙂'.repeat(length / 2) }));
    expect(of(4_000)).toMatchObject({ systemPrompt: '🙂'.repeat(2_000) });
    expect(of(4_000).isPromptCut).toBeUndefined();
    expect(of(100_000)).toMatchObject({ systemPrompt: '🙂'.repeat(2_000), isPromptCut: true });
  });

  test('may begin with a byte order mark', () => {
    expect(parseImport(`\ufeff${JSON.stringify(format1())}`).conversations).toHaveLength(1);
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
    const conversation = parseImport(body).conversations.map(whole)[0];
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
      parseImport('{"conversation":[{"role":"user","content":"a\\ud83db"}]}').conversations.map(whole)[0]
        ?.messages[0]?.content,
    ).toBe('a\ufffdb');
  });
});
