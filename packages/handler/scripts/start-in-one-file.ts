// One file for a cold start. esbuild's splitting puts what several files share that are loaded later into chunks of their
// own: thirty small ones in the worker's start, and each of them costs it 0.4 ms.
import { basename } from 'node:path';
import { type BuildOptions, build, type Metafile, type OutputFile, type Plugin } from 'esbuild';

export interface Built {
  outputFiles: OutputFile[];
  metafile: Metafile;
}

type Outputs = Metafile['outputs'];

/** The outputs loaded at a cold start: the entry and what it imports statically. */
export const startOutputs = (outputs: Outputs): string[] => {
  const seen = new Set<string>();
  const visit = (path: string): void => {
    if (seen.has(path) || !outputs[path]) return;
    seen.add(path);
    for (const { kind, path: next } of outputs[path].imports) if (kind === 'import-statement') visit(next);
  };
  for (const [path, { entryPoint }] of Object.entries(outputs))
    if (entryPoint?.includes('src/entries/')) visit(path);
  return [...seen];
};

/** Bundles once more what was split: the start as one file, and on top of it, file by file, what is loaded later. */
export const startInOneFile = async (
  settings: BuildOptions & { metafile: true; write: false },
  { outputFiles, metafile: { inputs, outputs } }: Built,
): Promise<Built> => {
  const start = startOutputs(outputs);
  const texts = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
  const { exports, stubs } = exportsOf(start, outputs);
  const part = (ofStart: boolean) => new Map([...texts].filter(([file]) => stubs.has(file) === ofStart));
  const bundle = (entries: ReadonlyMap<string, string>, inside: ReadonlyMap<string, string>) =>
    build({
      ...settings,
      entryPoints: [...entries.keys()].map((file) => ({ in: file, out: file.replace(/\.mjs$/, '') })),
      plugins: [fromMemory(entries, inside)],
    });
  const [entry, rest] = await Promise.all([
    bundle(new Map([['index.mjs', exports]]), part(true)),
    bundle(part(false), stubs),
  ]);
  return {
    outputFiles: [...entry.outputFiles, ...rest.outputFiles],
    metafile: {
      inputs,
      outputs: described(outputs, start, { ...entry.metafile.outputs, ...rest.metafile.outputs }),
    },
  };
};

/** All that the files of the start export, each under a name of its own; a stub for each file finds it in the one file. */
const exportsOf = (start: readonly string[], outputs: Outputs) => {
  let count = 0;
  const stubs = new Map<string, string>();
  const lines = start.map((path) => {
    const names = (outputs[path]?.exports ?? []).map((name) => {
      count += 1;
      return { name, inOne: outputs[path]?.entryPoint === undefined ? `_${count}` : name };
    });
    const list = (one: (names: { name: string; inOne: string }) => string) => `{${names.map(one)}}`;
    stubs.set(
      basename(path),
      `export ${list(({ name, inOne }) => `${inOne} as ${name}`)} from './index.mjs';`,
    );
    return `export ${list(({ name, inOne }) => `${name} as ${inOne}`)} from './${basename(path)}';`;
  });
  return { exports: lines.join('\n'), stubs };
};

/** What is in neither map stays an import of another file. */
const fromMemory = (entries: ReadonlyMap<string, string>, inside: ReadonlyMap<string, string>): Plugin => ({
  name: 'from-memory',
  setup(build) {
    build.onResolve({ filter: /./ }, ({ path, kind, namespace }) => {
      const file = basename(path);
      if (kind === 'entry-point') return { path: file, namespace: 'entry', sideEffects: true };
      const isStub = namespace === 'inside' && file === 'index.mjs';
      return inside.has(file) && !isStub
        ? { path: file, namespace: 'inside', sideEffects: true }
        : { path, external: true };
    });
    build.onLoad({ filter: /./, namespace: 'entry' }, ({ path }) => ({ contents: entries.get(path) ?? '' }));
    build.onLoad({ filter: /./, namespace: 'inside' }, ({ path }) => ({ contents: inside.get(path) ?? '' }));
  },
});

/** By the sources: the files in between are gone. */
const described = (split: Outputs, start: readonly string[], whole: Outputs): Outputs =>
  Object.fromEntries(
    Object.entries(whole).map(([path, output]) => {
      const from = start.includes(path) ? start : [path];
      const inputs = Object.assign({}, ...from.map((file) => split[file]?.inputs));
      const { entryPoint } = split[path] ?? {};
      return [path, { ...output, inputs, ...(entryPoint !== undefined && { entryPoint }) }];
    }),
  );
