// A face of its own: what keeps documents and chooses their pages is loaded when there is one.
export { readFileText, writeFileText } from './archive/file-text-store.ts';
export { documentMaterial } from './document/material.ts';
export { pageRanges } from './document/page-numbers.ts';
