// Structured logs: Powertools JSON in Lambda; whoever composes the product may pass another.
import { Logger } from '@aws-lambda-powertools/logger';

/** What a line may carry. Never message text, never a secret. */
export interface LogFields {
  action?: string;
  outcome?: string;
  request_id?: string;
  user_id?: number | undefined;
  message_id?: number | undefined;
  chat_id?: number | undefined;
  update_id?: number | undefined;
  [field: string]: string | number | boolean | undefined;
}

export interface Log {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  /** `error` and `stack_trace` are written out, causes included by name and code only. */
  error(message: string, error: unknown, fields?: LogFields): void;
  child(fields: LogFields): Log;
}

export const errorFields = (error: unknown): LogFields => {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = (error as { code?: unknown }).code;
  const cause = error.cause instanceof Error ? describe(error.cause) : undefined;
  return {
    error: describe(error),
    ...(typeof code === 'string' && { error_code: code }),
    ...(cause !== undefined && { cause }),
    ...(error.stack !== undefined && { stack_trace: framesOf(error.stack, error.message) }),
  };
};

const describe = (error: Error): string => {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? `${error.name}: ${code}` : error.name;
};

// A stack begins with the message, and the message of a library's error may quote user text.
const framesOf = (stack: string, message: string): string => {
  const start = stack.indexOf(message);
  // A message that was changed later can't be told from the frames.
  if (start < 0) return '';
  return stack
    .slice(start + message.length)
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .join('\n');
};

export const createPowertoolsLog = (serviceName: string): Log => {
  const logger = new Logger({ serviceName });
  const wrap = (fields: LogFields): Log => ({
    info: (message, more) => logger.info(message, { ...fields, ...more }),
    warn: (message, more) => logger.warn(message, { ...fields, ...more }),
    error: (message, error, more) => logger.error(message, { ...fields, ...more, ...errorFields(error) }),
    child: (more) => wrap({ ...fields, ...more }),
  });
  return wrap({});
};

export const silentLog: Log = {
  info: () => {},
  warn: () => {},
  error: () => {},
  child: () => silentLog,
};
