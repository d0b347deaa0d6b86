// What a process that is there to die says while it lives.
import { errorFields, type Log, type LogFields } from '@steward/handler';

export type Said = { ready: true } | { response: unknown } | { log: string };

export const say = (said: Said): void => void process.send?.(said);

export const createProcessLog = (context: LogFields): Log => ({
  info: () => {},
  warn: (message, fields) => say({ log: line(message, { ...context, ...fields }) }),
  error: (message, error, fields) =>
    say({ log: line(message, { ...context, ...fields, ...errorFields(error) }) }),
  child: (fields) => createProcessLog({ ...context, ...fields }),
});

const line = (message: string, fields: LogFields): string => `${message} ${JSON.stringify(fields)}`;
