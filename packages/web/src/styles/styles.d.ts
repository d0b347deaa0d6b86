// A style sheet is imported for what it does: esbuild puts it into the document.
declare module '*.css';
