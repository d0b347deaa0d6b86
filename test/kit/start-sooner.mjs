// Preloaded into the products that tests start: Node.js strips the types of more than five hundred modules and compiles them
// at every start, which was half of its processor time. What it made is kept below node_modules/, by the text of each module.
import { hash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { enableCompileCache, flushCompileCache, registerHooks, stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(
  new URL(`../../node_modules/.cache/steward-tests/${process.version}`, import.meta.url),
);
mkdirSync(folder, { recursive: true });
enableCompileCache(folder);
// At its end it would be kept, too, but most products end by a kill.
setTimeout(flushCompileCache, 3_000).unref();

/** Without the warning that the function is experimental: nobody but a test asks for it. */
const strip = (source, sourceUrl) => {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(source, { sourceUrl });
  } finally {
    process.emitWarning = emitWarning;
  }
};

const readKept = (file) => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};

/** In one step: others start beside it. */
const keep = (file, text) => {
  const beside = `${file}.${process.pid}`;
  writeFileSync(beside, text);
  renameSync(beside, file);
  return text;
};

registerHooks({
  load(url, context, next) {
    if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context);
    const source = readFileSync(fileURLToPath(url), 'utf8');
    const file = join(folder, `${hash('sha256', `${url}\n${source}`)}.js`);
    return {
      format: 'module',
      source: readKept(file) ?? keep(file, strip(source, url)),
      shortCircuit: true,
    };
  },
});
