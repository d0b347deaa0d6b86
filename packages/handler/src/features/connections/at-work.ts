// All that connections do in the chat, loaded when somebody asks.
export * from './agenda.ts';
export * from './answer-pending.ts';
export * from './list-connections.ts';
