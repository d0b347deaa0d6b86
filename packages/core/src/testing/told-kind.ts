// Sentences and the kind that each is: those that the cues were made with, and others.
import { kindOf } from '../routing/kind-of.ts';
import known from '../routing/kinds.json' with { type: 'json' };
import heldOut from '../routing/kinds-held-out.json' with { type: 'json' };

/** A Thursday. */
const MOMENT = { nowMs: Date.UTC(2027, 2, 11, 8), zone: 'Europe/Berlin' };

/** Of a corpus, whether each is found by code, and which were taken for another kind for sure. */
const judged = (corpus: string[][]) =>
  corpus.map(([, want, text = '']) => {
    const found = kindOf(text, MOMENT);
    const isRight = (found?.kind ?? 'chat') === want;
    return { text, isRight, isSurelyWrong: !isRight && found?.isSure === true };
  });

export const judgedKinds = () => ({ known: judged(known), heldOut: judged(heldOut) });
