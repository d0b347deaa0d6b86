// The conversations.
import { plural } from './language.ts';

const en = {
  search: 'Search by title or number',
  none: 'No chats yet. Write to the bot, and the first one begins.',
  notFound: (query: string) => `No chat is called “${query}”.`,
  live: 'Chats',
  archived: 'Archive',
  archivedHow: 'An archived chat keeps its number. Restore it to go on with it.',
  more: (count: number) => `And ${plural(count, 'more', 'more')}: search for it.`,
  active: 'now in the chat',
  messages: (count: number) => plural(count, 'message', 'messages'),
  conversation: (number: number) => `Chat #${number}`,
  title: 'Title',
  rename: 'Rename',
  renamed: 'Renamed',
  archive: 'Archive',
  isArchived: 'Archived',
  restore: 'Restore',
  isRestored: 'Restored',
  sendText: 'Send me the text',
  sendTextHow: 'A Markdown file, in your chat with the bot',
  sendData: 'Send me all its data',
  sendDataHow: 'A JSON file that can be imported again',
  sent: 'The file is in your chat with the bot.',
  delete: 'Delete',
  deleteAsk: 'Delete this chat?',
  deleteHow: (title: string, count: number) =>
    `“${title}” with ${plural(count, 'message', 'messages')} is deleted for good. This cannot be undone.`,
  deleted: 'Deleted',
};

const de: typeof en = {
  search: 'Nach Titel oder Nummer suchen',
  none: 'Noch keine Chats. Schreib dem Bot, dann beginnt der erste.',
  notFound: (query) => `Kein Chat heißt „${query}“.`,
  live: 'Chats',
  archived: 'Archiv',
  archivedHow: 'Ein archivierter Chat behält seine Nummer. Hol ihn zurück, um weiterzuschreiben.',
  more: (count) => `Und ${plural(count, 'weiterer', 'weitere')}: Such danach.`,
  active: 'gerade im Chat',
  messages: (count) => plural(count, 'Nachricht', 'Nachrichten'),
  conversation: (number) => `Chat #${number}`,
  title: 'Titel',
  rename: 'Umbenennen',
  renamed: 'Umbenannt',
  archive: 'Archivieren',
  isArchived: 'Archiviert',
  restore: 'Zurückholen',
  isRestored: 'Zurückgeholt',
  sendText: 'Den Text schicken',
  sendTextHow: 'Als Markdown-Datei in deinem Chat mit dem Bot',
  sendData: 'Alle Daten schicken',
  sendDataHow: 'Als JSON-Datei, die sich wieder einlesen lässt',
  sent: 'Die Datei ist in deinem Chat mit dem Bot.',
  delete: 'Löschen',
  deleteAsk: 'Diesen Chat löschen?',
  deleteHow: (title, count) =>
    `„${title}“ mit ${plural(count, 'Nachricht', 'Nachrichten')} wird endgültig gelöscht. Das lässt sich nicht rückgängig machen.`,
  deleted: 'Gelöscht',
};

export const conversations = { en, de };
