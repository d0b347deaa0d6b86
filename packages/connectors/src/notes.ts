// A face of its own: places for notes need none of the clients of calendars.
export { ConnectorError, type ConnectorErrorCode } from './connector-error.ts';
export { cutText } from './notes/cut-text.ts';
export {
  MAX_NOTE_CHARACTERS,
  type NoteDraft,
  type NoteTarget,
  type SavedNote,
  type SaveOptions,
  type Undone,
} from './notes/note-target.ts';
export { createNotion, type Notion, type NotionDatabase } from './notion/notion.ts';
