// One schema per entry, parsed once at start, all faults reported together.
import { StewardError } from '@steward/core';

/** A schema of zod, in either of its forms, or what looks like one. */
export interface Schema<T> {
  safeParse(
    given: Record<string, string | undefined>,
  ):
    | { success: true; data: T }
    | { success: false; error: { issues: { path: PropertyKey[]; message: string; code?: string }[] } };
}

/** Throws one error that names every fault; values never appear in it. An empty variable counts as absent. */
export const parseEnvironment = <T>(schema: Schema<T>, env: Record<string, string | undefined>): T => {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message, code }) => {
    const missing = code === 'invalid_type' && !((path[0] as string) in given);
    const where = path.length > 1 ? `${String(path[0])} (entry ${path.slice(1).join('.')})` : String(path[0]);
    return `${where} ${missing ? 'is missing' : message}`;
  });
  const message = `The configuration has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}: ${faults.join('; ')}.`;
  throw new StewardError('configuration', message);
};
