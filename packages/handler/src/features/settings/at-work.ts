// All that the settings do, loaded at once when somebody uses one.
export * from './hours.ts';
export * from './show-settings.ts';
export * from './streaming.ts';
