// The host's log: a JSON line for each thing that happens, beside what the functions print themselves.
import { createPlainText } from '@steward/handler';
import type { QueueLog } from './queue/poll-queue.ts';

export interface HostLog extends QueueLog {
  info(message: string, fields?: Record<string, string | number>): void;
}

/** @param print writes a line. */
export const createHostLog = (print: (line: string) => void): HostLog => {
  const write = (level: string, message: string, fields: object = {}): void =>
    print(
      JSON.stringify({
        level,
        timestamp: new Date().toISOString(),
        service: 'cloud-host',
        message,
        ...fields,
      }),
    );
  return {
    info: (message, fields) => write('INFO', message, fields),
    warn: (message, fields) => write('WARN', message, fields),
    error: (message, error, fields) => write('ERROR', message, { ...fields, error: explain(error) }),
  };
};

/** Lambda prints what a function threw, so this does; a server's error is named by its kind alone where it says nothing. */
export const explain = (error: unknown): string => plain(wordsOf(error));

const plain = createPlainText();

const wordsOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  // Several addresses of one host, none of which answered.
  const message = error.message || String((error as { code?: unknown }).code ?? '');
  return message === '' ? error.name : message;
};
