import { expect, test } from 'vitest';
import { BOT } from '../../test/bench.ts';
import { addressOf } from './addressing.ts';
import type { UpdateContext } from './update-context.ts';

const NAME = BOT.username;

const address = (message: object, more: object = {}) =>
  addressOf({ bot: async () => ({ id: BOT.id, username: NAME }) }, {
    isGroup: true,
    from: { id: 5 },
    message: { message_id: 1, date: 2, chat: { id: -100, type: 'group' }, ...message },
    ...more,
  } as unknown as UpdateContext);

const mention = (offset: number, length: number) => [{ type: 'mention', offset, length }];

test.each<[string, object, 'us' | 'others']>([
  ['a plain message', { text: 'hello' }, 'others'],
  ['a command', { text: '/help' }, 'us'],
  ['a command for us, in any case', { text: `/help@${NAME.toLowerCase()} x` }, 'us'],
  ['a command for another bot', { text: '/help@OtherBot' }, 'others'],
  ['a mention', { text: `@${NAME} hi`, entities: mention(0, NAME.length + 1) }, 'us'],
  ['a mention behind an emoji', { text: `😀 @${NAME}`, entities: mention(3, NAME.length + 1) }, 'us'],
  ['a mention of another', { text: '@OtherBot hi', entities: mention(0, 9) }, 'others'],
  ['our name as mere text', { text: `@${NAME} hi` }, 'others'],
  [
    'a mention by id',
    { text: 'Steward hi', entities: [{ type: 'text_mention', offset: 0, length: 7, user: { id: BOT.id } }] },
    'us',
  ],
  ['a mention under a file', { caption: `@${NAME}`, caption_entities: mention(0, NAME.length + 1) }, 'us'],
  ['a reply to us', { text: 'why?', reply_to_message: { message_id: 1, from: { id: BOT.id } } }, 'us'],
  ['a reply to another', { text: 'why?', reply_to_message: { message_id: 1, from: { id: 5 } } }, 'others'],
])('in a group %s is for %3$s', async (_, message, expected) => {
  expect(await address(message)).toBe(expected);
});

test('in a private chat every message is for us', async () => {
  expect(await address({ text: 'hello' }, { isGroup: false })).toBe('us');
});

test('what goes on with a paste that waits needs no mention', async () => {
  const pendingPaste = { senderId: 5 };
  expect(await address({ text: 'the rest' }, { profile: { pendingPaste } })).toBe('us');
  expect(await address({ text: 'hello' }, { profile: { pendingPaste: { senderId: 6 } } })).toBe('others');
});
