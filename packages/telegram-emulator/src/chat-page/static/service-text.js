// The lines in the middle of a chat that nobody wrote: somebody came, the group has changed.
import { nameOf } from './avatar.js';

/** @import { PageMessage, PageUser } from '../protocol.ts' */

/**
 * What such a line says; undefined for a message somebody wrote.
 * @param {PageMessage} message
 */
export const serviceTextOf = (message) => {
  const who = nameOf(message.from);
  if (message.new_chat_members) {
    const members = /** @type {PageUser[]} */ (message.new_chat_members);
    return `${who} added ${members.map(nameOf).join(', ')}`;
  }
  if (message.left_chat_member) return `${nameOf(/** @type {PageUser} */ (message.left_chat_member))} left`;
  if (message.new_chat_title) return `${who} named the group “${message.new_chat_title}”`;
  if (message.migrate_to_chat_id) return 'This group moved on to a supergroup';
  if (message.migrate_from_chat_id) return 'The group became a supergroup';
  if (message.forum_topic_created) return `${who} opened a topic`;
  return undefined;
};
