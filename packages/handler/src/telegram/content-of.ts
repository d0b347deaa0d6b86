// Which kind of content a message holds beside text. Telegram adds new kinds: any other field counts as one.

const KINDS = [
  'photo',
  'live_photo',
  'sticker',
  'voice',
  'video',
  'video_note',
  'audio',
  'animation',
  'poll',
  'venue',
  'location',
  'contact',
  'dice',
  'game',
  'story',
  'checklist',
  'paid_media',
];

/** Service messages: Telegram reports what happened in the chat. */
const SERVICE =
  /^(new_chat_|left_chat_|delete_chat_|group_chat_|supergroup_chat_|channel_chat_|message_auto_delete_|migrate_|pinned_|chat_shared|users?_shared|connected_|write_access_|passport_|proximity_|boost_added|chat_background|chat_owner_|checklist_tasks_|direct_message_price|forum_topic_|general_forum_|giveaway|gift|unique_gift|paid_message_|suggested_post_|video_chat_|voice_chat_|web_app_|successful_payment|refunded_payment|invoice|poll_option_|managed_bot)/;

/** The kind, `unknown` for one that is newer than this list; undefined for mere text, a file, and what nobody sent. */
export const contentOf = (message: object): string | undefined => {
  const known = KINDS.find((kind) => kind in message);
  if (known !== undefined || 'text' in message || 'document' in message) return known;
  // What is passed on (an invoice, a giveaway) was sent by a person; Telegram's own reports cannot be.
  const isPassedOn = 'forward_origin' in message || 'via_bot' in message;
  return !isPassedOn && Object.keys(message).some((field) => SERVICE.test(field)) ? undefined : 'unknown';
};
