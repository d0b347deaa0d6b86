// How much of the models may be used in a day, and how much was.
import { numberText, plural } from './language.ts';

const en = {
  title: 'Allowance',
  usedTurns: (used: number, most: number) => `${numberText(used)} of ${plural(most, 'turn', 'turns')}`,
  usedTokens: (used: number, most: number) => `${numberText(used)} of ${plural(most, 'token', 'tokens')}`,
  own: 'You',
  team: (name: string) => `All of ${name} together`,
  states: { plenty: '', nearly: 'nearly used up', none: 'used up' },
  today: (text: string) => `${text} today`,
  anew: (when: string) => `Begins anew ${when}.`,
  more: 'Until then I give no answers. Do you need more? Ask who runs this bot.',
  moreForOperator: 'You can change it under People.',
};

const de: typeof en = {
  title: 'Kontingent',
  usedTurns: (used, most) => `${numberText(used)} von ${plural(most, 'Anfrage', 'Anfragen')}`,
  usedTokens: (used, most) => `${numberText(used)} von ${plural(most, 'Token', 'Tokens')}`,
  own: 'Du',
  team: (name) => `Alle in ${name} zusammen`,
  states: { plenty: '', nearly: 'fast aufgebraucht', none: 'aufgebraucht' },
  today: (text) => `${text} heute`,
  anew: (when) => `Beginnt ${when} neu.`,
  more: 'Bis dahin antworte ich nicht. Brauchst du mehr? Frag, wer den Bot betreibt.',
  moreForOperator: 'Du kannst es unter Personen ändern.',
};

export const allowance = { en, de };
