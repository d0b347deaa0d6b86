// All that rings and what follows it, loaded at once.
export * from './fire.ts';
export * from './new-zones.ts';
export * from './passed.ts';
export * from './ring-taps.ts';
export * from './snooze-reply.ts';
