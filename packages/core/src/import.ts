// A face of its own: reading foreign files is much code, which is loaded when the first file comes.
export { parseImport } from './archive/import/parse-import.ts';
