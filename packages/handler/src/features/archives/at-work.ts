// All that keeps conversations or removes them, loaded at once when somebody uses it.
export * from '../forget/delete.ts';
export * from '../forget/forget.ts';
export * from './archive.ts';
export * from './export.ts';
export * from './list-archives.ts';
export * from './restore.ts';
