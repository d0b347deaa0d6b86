// What asks for a reminder, at the beginning of a text. Without the words of time: every message is looked at.

export interface Cues {
  /** Politeness around it; asks for nothing alone. Regular expressions, as all of this. */
  polite: string;
  verbs: string;
  /** Asks where a colon follows. */
  noun: string;
  /** Behind it the text asks the model something: remind me what we said. */
  questions: string;
  /**
   * Asks as a frame around the rest: kannst du mich … erinnern. `clause` closes it before what is told in a clause: …
   * daran erinnern, Mama anzurufen.
   */
  frame?: { before: string; after: string; clause: string };
}

/** Letters and digits, without the punctuation and pictures between them: a tenth of the cost of \p{L}\p{N} to compile. */
const IN_WORD =
  '0-9A-Za-zªµºÀ-ÖØ-öø-\\u1FFF\\u2C00-\\u2DFF\\u3040-\\uD7FF\\uF900-\\uFDFF\\uFE70-\\uFEFF\\uFF10-\\uFF9F';
/** Of a word. */
export const [START, END] = [`(?<![${IN_WORD}])`, `(?![${IN_WORD}])`];

export type LanguageName = 'en' | 'de' | 'es' | 'fr' | 'pt' | 'ru';

export const CUES: Record<LanguageName, Cues> = {
  en: {
    polite: 'please|hey|(?:can|could|would|will) you(?: please)?',
    verbs: "remind (?:me|us)|set (?:me )?a reminder(?: for)?|(?:don['’]t|do not) let (?:me|us) forget",
    noun: 'reminder',
    questions: 'what|who|whose|why|how|where|when|which|again|if',
  },
  de: {
    polite: 'bitte|hey',
    verbs: 'erinnere? (?:mich|uns)',
    noun: 'erinnerung',
    questions:
      'was|wer|warum|wieso|wie|wo|wann|welche[rsmn]?|(?:daran, )?(?:was|wie|wer)|noch ?mal|noch einmal|ob',
    frame: {
      before: '(?:kannst|könntest|würdest) du (?:mich|uns)',
      after: 'erinnern',
      clause: 'daran\\s+erinnern,',
    },
  },
  es: {
    polite: 'por favor|oye|puedes|podrías',
    verbs: 'recu[eé]rda(?:me|nos)(?:lo)?|acu[eé]rda(?:me|nos)(?:lo)?|record[aá]r(?:me|nos)(?:lo)?',
    noun: 'recordatorio',
    questions: 'qué|quién|cómo|dónde|cuándo|cuál|por qué|lo que|si',
  },
  fr: {
    polite: "s['’]il te pla[iî]t|s['’]il vous pla[iî]t|peux-tu|pouvez-vous|tu peux|vous pouvez",
    verbs: '(?:rappelle|rappelez)[- ](?:l[ea][- ])?(?:moi|nous)|(?:me|nous) (?:l[ea] )?rappeler',
    noun: 'rappel',
    questions: "ce que|ce qu['’]|qui|comment|pourquoi|où|quand|quel(?:le)?s?|si",
  },
  pt: {
    polite: 'por favor|(?:você )?pode(?:s|ria)?',
    verbs: 'lembr[ae]r?-(?:me|nos)|(?:me|nos) lembr[ae]r?',
    noun: 'lembrete',
    questions: 'o que|quem|como|onde|quando|qual|por ?que|se',
  },
  ru: {
    polite: 'пожалуйста|можешь|можете',
    verbs: 'напомни(?:те|ть)?(?: (?:мне|нам))?(?:,? пожалуйста)?',
    noun: 'напоминание',
    questions: 'как|кто|почему|зачем|где|когда|как(?:ой|ая|ие)|ли',
  },
};

/** What is taken off the beginning of a text, with the politeness before and behind it. */
export const cueOf = ({ polite, verbs, noun, frame }: Cues): string => {
  const asking = [polite, verbs, noun, ...(frame ? [frame.before] : [])].join('|');
  return `^[\\s¿¡]*(?:(?:${asking})${END}[\\s,:]*)+`;
};
