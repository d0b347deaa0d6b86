// A face of its own: reading and storing foreign files is much code, which is loaded when the first file comes.
export type { ImportFile, LeftOut } from './archive/import/collect-conversations.ts';
export * from './archive/import/import-conversations.ts';
export * from './archive/import/import-error.ts';
export { parseImport } from './archive/import/parse-import.ts';
