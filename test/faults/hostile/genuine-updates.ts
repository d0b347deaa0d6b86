// Updates as Telegram sends them: what hostile ones are made of.

export const OWNER = 1001;
export const GROUP = -100200;

const ada = {
  id: OWNER,
  is_bot: false,
  first_name: 'Ada',
  last_name: 'L',
  username: 'ada',
  language_code: 'en',
};
const privately = { id: OWNER, first_name: 'Ada', username: 'ada', type: 'private' };
const group = { id: GROUP, title: 'Team', type: 'supergroup', is_forum: true };
const DATE = 1_795_000_000;

const message = (fields: object) => ({ message_id: 11, date: DATE, chat: privately, from: ada, ...fields });

/** Callback data of every button there is, with arguments that fit. */
export const TAPS: readonly string[] = [
  'stop:7',
  'retry:1:900:901',
  'more:1:901',
  'switch:1',
  'history:1:0',
  'model:1:small:1b',
  'models',
  'new:small:1b',
  'sessions:0',
  'archives:0',
  'restore:2',
  'export:1:md',
  `delete:1:${OWNER}`,
  'keep',
  `forget:now:${OWNER}`,
];

export const genuineUpdates = (updateId: number): object[] => [
  { update_id: updateId, message: message({ text: 'What is a lease?' }) },
  {
    update_id: updateId,
    message: message({ text: '/listsessions', entities: [{ type: 'bot_command', offset: 0, length: 13 }] }),
  },
  {
    update_id: updateId,
    message: message({ text: '/rename 1 Leases', entities: [{ type: 'bot_command', offset: 0, length: 7 }] }),
  },
  {
    update_id: updateId,
    message: message({
      chat: group,
      message_thread_id: 5,
      is_topic_message: true,
      text: '@StewardBot why?',
      entities: [{ type: 'mention', offset: 0, length: 11 }],
      reply_to_message: { message_id: 3, date: DATE, chat: group, from: ada, text: 'Because.' },
      quote: { text: 'cause', position: 2 },
    }),
  },
  { update_id: updateId, edited_message: message({ text: 'What is a fence?', edit_date: DATE + 5 }) },
  {
    update_id: updateId,
    message: message({
      document: {
        file_id: 'f1',
        file_unique_id: 'u1',
        file_name: 'notes.json',
        mime_type: 'application/json',
        file_size: 300,
      },
      caption: 'Look at this',
    }),
  },
  {
    update_id: updateId,
    message: message({
      document: { file_id: 'f2', file_name: 'notes.md', mime_type: 'text/markdown', file_size: 300 },
    }),
  },
  {
    update_id: updateId,
    message: message({
      caption: 'What does it say?',
      document: { file_id: 'f3', file_name: 'notes.pdf', mime_type: 'application/pdf', file_size: 300 },
    }),
  },
  ...TAPS.map((data) => ({
    update_id: updateId,
    callback_query: {
      id: '4382bfdwdsb323b2d9',
      from: ada,
      chat_instance: '1',
      data,
      message: { ...message({ text: 'Choose' }), from: { id: 42, is_bot: true, first_name: 'Steward' } },
    },
  })),
  { update_id: updateId, stopped_message_generation: { chat: privately, draft_id: updateId - 1 } },
  { update_id: updateId, message: message({ text: 'x'.repeat(4_096) }) },
  {
    update_id: updateId,
    message: message({ photo: [{ file_id: 'p', width: 1, height: 1 }], media_group_id: 'm1' }),
  },
  {
    update_id: updateId,
    channel_post: message({ chat: { id: -100999, type: 'channel', title: 'News' }, text: 'News' }),
  },
  {
    update_id: updateId,
    my_chat_member: { chat: group, from: ada, date: DATE, new_chat_member: { status: 'member' } },
  },
];
