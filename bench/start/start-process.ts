// A fresh process for one measurement.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const RUNTIME = fileURLToPath(new URL('./runtime.mjs', import.meta.url));

export interface Started {
  /** From the start of the process until its answer is here. */
  totalMs: number;
  importMs: number;
  /** Processor time of the import: what else the machine does is not in it. */
  importCpuMs: number;
  answer: { statusCode?: number } | undefined;
  /** Lines that the function itself wrote. */
  logged: string[];
}

export interface StartOptions {
  /** `lambda`: what Lambda's runtime has loaded before the code is loaded here as well. */
  how?: 'bare' | 'lambda';
  /** Of the process, whole. */
  environment?: Record<string, string>;
  /** For the handler; without one the file is only imported. */
  event?: object;
}

/** Runs `handler` of a file (an absolute path) once. */
export const startProcess = (
  code: string,
  { how = 'bare', environment = {}, event }: StartOptions,
): Promise<Started> =>
  new Promise((resolve, reject) => {
    const began = performance.now();
    const child = spawn(process.execPath, [RUNTIME, how, code, ...(event ? [JSON.stringify(event)] : [])], {
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    let errors = '';
    let result: Started | undefined;
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk;
      const lines = said.split('\n').filter((line) => line !== '');
      const last = lines.at(-1);
      if (!said.endsWith('\n') || !last?.startsWith('{"importMs"')) return;
      result = { totalMs: performance.now() - began, ...JSON.parse(last), logged: lines.slice(0, -1) };
    });
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk;
    });
    child.once('error', reject);
    child.once('close', () =>
      result ? resolve(result) : reject(new Error(`${code} gave no answer: ${errors}`)),
    );
  });
