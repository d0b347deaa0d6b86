// A stand-in in a process of its own, so that a test can kill it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** @param start the name of a factory in `source` that takes `options` and resolves to a running server */
export const startInChild = async (source: URL, start: string, options: object) => {
  // It ends with its parent, should a failing test leave it behind.
  const program = `process.stdin.resume().on('end', () => process.exit());
    const stands = await import(${JSON.stringify(source.href)});
    console.log((await stands[${JSON.stringify(start)}](${JSON.stringify(options)})).endpoint);`;
  const child = spawn(process.execPath, ['--no-warnings', '--input-type=module', '--eval', program], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    endpoint: line.toString().trim(),
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
};
