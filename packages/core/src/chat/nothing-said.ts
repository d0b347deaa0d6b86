// An answer in which there is nothing to see, and why.
import { ModelError } from '../model/chat-model.ts';

/** White space, and characters without a shape: zero-width ones, direction marks, tags. */
const UNSEEN = /^[\s\p{Cf}\p{Cc}\u2800]*$/u;

/** What a person sees of a text: nothing at all, where a model writes only such characters. */
export const seen = (text: string): string => (UNSEEN.test(text) ? '' : text.trim());

/** Thoughts that used up the answer's length are something else than silence. */
export const nothingSaid = ({ onlyThought, end }: { onlyThought?: boolean; end: string }): ModelError =>
  onlyThought && end === 'length'
    ? new ModelError('model-only-thought', 'The model thought until its answer was used up')
    : new ModelError('model-empty', 'The model answered nothing');
