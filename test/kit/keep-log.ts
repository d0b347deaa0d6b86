// A log that is kept as text, with errors as the real one tells them: name and code, never more.
import type { Log } from '@steward/handler';

export const keepLog = (): { log: Log; lines: string[] } => {
  const lines: string[] = [];
  const keep =
    (level: string) =>
    (message: string, ...more: unknown[]) =>
      void lines.push(`${level} ${message} ${JSON.stringify(more, describeErrors)}`);
  const log: Log = { info: keep('info'), warn: keep('warn'), error: keep('error'), child: () => log };
  return { log, lines };
};

const describeErrors = (_: string, value: unknown): unknown =>
  value instanceof Error ? { name: value.name, code: (value as { code?: unknown }).code } : value;
