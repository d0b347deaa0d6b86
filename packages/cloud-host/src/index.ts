// Nothing is exported: this package is run (`src/main.ts`, `src/stand-ins.ts`).
export {};
