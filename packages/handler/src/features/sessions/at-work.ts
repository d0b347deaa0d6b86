// All commands about the conversations that go on, loaded at once when somebody uses one.

export * from './history.ts';
export * from './list-sessions.ts';
export * from './model.ts';
export * from './model-of-new.ts';
export * from './new-session.ts';
export * from './rename.ts';
export * from './retry.ts';
export * from './stop.ts';
export * from './switch.ts';
export * from './system.ts';
export * from './think.ts';
