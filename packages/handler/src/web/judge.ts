// Judges what was sent by the schema of its route. What a person typed never enters the fault, only where it stood.
import type { Issue, Judge } from './route-entry.ts';
import { WebError } from './web-error.ts';

/** A body of this form is no request of the app's; any other fault is a value that cannot be. */
const FORM = new Set(['invalid_type', 'unrecognized_keys', 'invalid_union']);

export const judge = <T>(schema: Judge<T> | undefined, given: () => unknown): T => {
  // A route without a schema takes nothing, and nothing is what it gets.
  if (!schema) return undefined as T;
  const judged = schema.safeParse(given());
  if (judged.success) return judged.data;
  throw faultOf(judged.error.issues[0]);
};

const faultOf = ({ path = [], code }: Partial<Issue> = {}): WebError => {
  const field = path.map(String).join('.');
  const isForm = field === '' || FORM.has(code ?? '');
  return new WebError(isForm ? 'bad-request' : 'bad-value', field === '' ? {} : { field });
};
