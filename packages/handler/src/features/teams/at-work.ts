// All that teams do in the chat, loaded at once when somebody uses them.
export * from './invites.ts';
export * from './team-command.ts';
export * from './team-notes.ts';
