// All that notes do, loaded at once when somebody uses them.
export * from './delete-note.ts';
export * from './list-notes.ts';
export * from './note.ts';
export * from './note-by-words.ts';
export * from './show-note.ts';
export * from './undo-note.ts';
