import { describe, expect, it } from 'vitest';
import { findEntities } from './find-entities.ts';

const found = (text: string) =>
  findEntities(text).map(({ type, offset, length }) => [type, text.slice(offset, offset + length)]);

describe('what Telegram finds in a plain text', () => {
  it('finds commands, with and without the name of a bot', () => {
    expect(found('/start then /help@steward_local_bot, not a/b or //x')).toEqual([
      ['bot_command', '/start'],
      ['bot_command', '/help@steward_local_bot'],
    ]);
  });

  it('finds links, addresses, mentions and hashtags', () => {
    expect(
      found('See https://example.org/a?b=1. Or example.com/x, me@example.org, @alice_w and #topic'),
    ).toEqual([
      ['url', 'https://example.org/a?b=1'],
      ['url', 'example.com/x'],
      ['email', 'me@example.org'],
      ['mention', '@alice_w'],
      ['hashtag', '#topic'],
    ]);
  });

  it('leaves code and links as they are, and looks into bold text', () => {
    const code = { type: 'code', offset: 0, length: 5 };
    const bold = { type: 'bold', offset: 6, length: 5 };
    expect(findEntities('/help /stop', [code, bold])).toEqual([
      code,
      bold,
      { type: 'bot_command', offset: 6, length: 5 },
    ]);
  });
});
