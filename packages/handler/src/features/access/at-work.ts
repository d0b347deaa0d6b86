// All that the owner decides and is told of who is let in, loaded at once when it is used.
export * from './change-access.ts';
export * from './notices.ts';
export * from './people.ts';
