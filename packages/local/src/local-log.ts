// The log of a local run: JSON lines in a file, and on the terminal only what a person should see.
import { createWriteStream, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { createPlainText, errorFields, type Log, type LogFields } from '@steward/handler';

const MAX_BYTES = 10_000_000;

export interface LocalLog extends Log {
  debug(message: string, fields?: LogFields): void;
  child(fields: LogFields): Omit<LocalLog, 'close'>;
  close(): Promise<void>;
}

/**
 * @param print writes one line to the terminal: warnings and errors
 * @param plain takes out of a line what no log may hold
 */
export const createLocalLog = (
  path: string,
  print: (line: string) => void,
  plain: (line: string) => string = createPlainText(),
): LocalLog => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  keepOneOlder(path);
  const stream = createWriteStream(path, { flags: 'a', mode: 0o600 });
  // A full disk must not stop the bot.
  stream.on('error', () => {});

  /** A stack has several lines. */
  const cleaned = (text: string): string => text.split('\n').map(plain).join('\n');
  const write = (level: string, message: string, fields: LogFields): void => {
    const line = { level, timestamp: new Date().toISOString(), message, ...fields };
    stream.write(
      `${JSON.stringify(line, (_, value) => (typeof value === 'string' ? cleaned(value) : value))}\n`,
    );
  };
  const wrap = (fields: LogFields): Omit<LocalLog, 'close'> => ({
    debug: (message, more) => write('DEBUG', message, { ...fields, ...more }),
    info: (message, more) => write('INFO', message, { ...fields, ...more }),
    warn: (message, more) => {
      write('WARN', message, { ...fields, ...more });
      print(`! ${message}${detail({ ...fields, ...more })}`);
    },
    error: (message, error, more) => {
      const all = { ...fields, ...more, ...errorFields(error) };
      write('ERROR', message, all);
      print(`✗ ${message}${detail(all)}`);
    },
    child: (more) => wrap({ ...fields, ...more }),
  });
  return {
    ...wrap({}),
    close: () => new Promise((resolve) => stream.end(() => resolve())),
  };
};

const detail = ({ error_code: code, error, chat_id: chat }: LogFields): string => {
  const parts = [code ?? error, chat === undefined ? undefined : `chat ${chat}`].filter(
    (part) => part !== undefined,
  );
  return parts.length > 0 ? ` (${parts.join(', ')})` : '';
};

const keepOneOlder = (path: string): void => {
  try {
    if (statSync(path).size > MAX_BYTES) renameSync(path, `${path}.1`);
  } catch {
    // There is no log yet.
  }
};
