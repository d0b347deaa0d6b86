// All that rules do in the chat, loaded when somebody uses them.
export * from './rules/rules.ts';
