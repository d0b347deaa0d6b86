// All that rules do in the chat, loaded when somebody uses them.
export * from './kind-tapped.ts';
export * from './propose.ts';
export * from './rules/rules.ts';
export * from './task-by-phrase.ts';
