// A face of its own: what chooses pages is loaded when a document is in the conversation.
export { documentMaterial } from './document/material.ts';
export { pageRanges } from './document/page-numbers.ts';
