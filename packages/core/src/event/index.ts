export * from './event-cues.ts';
export * from './event-this.ts';
export * from './guests.ts';
export * from './judge-event-time.ts';
export * from './pointed-event.ts';
export * from './read-edit.ts';
export * from './read-event.ts';
