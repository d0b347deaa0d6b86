// French.
import { clockPhrases, dayFirst, isoDate, numberPhrases, shortDurations } from '../shared-phrases.ts';
import { type Lexicon, listed, numbersOf, phrasesOf } from '../token.ts';

export const french: Lexicon = {
  language: 'fr',
  watch:
    'hier|avant-hier|avant|après|jusqu\\S*|depuis|entre|vers|week-end|weekend|noël|secondes?|demie?|quart|moins|matin|soir|nuit|midi|il y a|en huit|en quinze|sauf',
  wholeDayClock: true,
  cues: ["s['’]il te plaît", "s['’]il vous plaît", 'rappelle-moi', 'rappelle moi', 'rappelez-moi', 'rappel'],
  links: ["d['’]", 'de', 'que'],
  phrases: [
    ...shortDurations('dans'),
    isoDate,
    dayFirst,
    ...clockPhrases(true),
    [
      '(\\d{1,2}) ?h(?: ?(\\d{2}))?',
      ([hour, minute = '0']) =>
        Number(hour) < 24 && Number(minute) < 60
          ? { kind: 'clock', hour: Number(hour), minute: Number(minute), certain: true }
          : undefined,
    ],
    // Said aloud, an hour may be of either half of the day.
    [
      '(\\d{1,2}) heures? et demie',
      ([hour]) =>
        Number(hour) < 24
          ? { kind: 'clock', hour: Number(hour), minute: 30, certain: Number(hour) > 12 }
          : undefined,
    ],
    [
      '(\\d{1,2}) heures?(?: (\\d{2}))?',
      ([hour, minute = '0']) =>
        Number(hour) < 24 && Number(minute) < 60
          ? { kind: 'clock', hour: Number(hour), minute: Number(minute), certain: Number(hour) > 12 }
          : undefined,
    ],
    ...numberPhrases,
    ...numbersOf(listed('une deux trois quatre cinq six sept huit neuf dix onze douze')),
    ...numbersOf([
      ['un(?= (?:jour|mois|an))', 1],
      ['quinze', 15],
      ['vingt', 20],
      ['trente', 30],
    ]),
    ['une demi-heure|une demie heure', { kind: 'duration', value: 30, unit: 'minute' }],
    ['une heure et demie', { kind: 'duration', value: 90, unit: 'minute' }],
    ["un quart d['’]heure", { kind: 'duration', value: 15, unit: 'minute' }],
    ['min|minutes?', { kind: 'unit', unit: 'minute' }],
    ['heures?', { kind: 'unit', unit: 'hour' }],
    ['jours?', { kind: 'unit', unit: 'day' }],
    ['semaines?', { kind: 'unit', unit: 'week' }],
    ['mois', { kind: 'unit', unit: 'month' }],
    ['ans?|années?', { kind: 'unit', unit: 'year' }],
    ['dans', { kind: 'in' }],
    ["aujourd['’]hui", { kind: 'day', offset: 0 }],
    ['demain', { kind: 'day', offset: 1 }],
    ['après-demain|après demain', { kind: 'day', offset: 2 }],
    ...phrasesOf(listed('lundi mardi mercredi jeudi vendredi samedi dimanche'), (weekday) => ({
      kind: 'weekday',
      weekday,
    })),
    ...phrasesOf(listed('lundis mardis mercredis jeudis vendredis samedis dimanches'), (weekday) => ({
      kind: 'weekday',
      weekday,
      each: true,
    })),
    ...phrasesOf(
      listed('janvier février mars avril mai juin juillet août septembre octobre novembre décembre'),
      (month) => ({ kind: 'month', month }),
    ),
    ['le (\\d{1,2})(?! ?h| ?heures?|/| ?jours?)', ([day]) => ({ kind: 'ordinal', value: Number(day) })],
    ['1er', { kind: 'ordinal', value: 1 }],
    ['prochaine?', { kind: 'next' }],
    ['cette?|ce', { kind: 'this' }],
    ['dernière?|dernier', { kind: 'last' }],
    ['(?:du|ce|le) matin', { kind: 'part', part: 'morning' }],
    ["(?:de l['’]|cet |l['’])après-midi", { kind: 'part', part: 'afternoon' }],
    ['(?:du|ce|le) soir', { kind: 'part', part: 'evening' }],
    ['cette nuit|la nuit', { kind: 'part', part: 'night' }],
    ['(?:à )?midi', { kind: 'clock', hour: 12, minute: 0, certain: true }],
    ['(?:à )?minuit', { kind: 'clock', hour: 0, minute: 0, certain: true }],
    ['à|vers', { kind: 'at' }],
    ['chaque|tous les|toutes les', { kind: 'every', interval: 1 }],
    [
      'un(?= (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) sur deux)',
      { kind: 'every', interval: 2 },
    ],
    ['sur deux', { kind: 'joint' }],
    ['quotidiennement', { kind: 'repeat', frequency: 'daily' }],
    ['mensuellement', { kind: 'repeat', frequency: 'monthly' }],
    ['en semaine|jours ouvrables|jours ouvrés', { kind: 'workday' }],
    ['du mois|de chaque mois', { kind: 'ofMonth' }],
    ['(?:à la )?fin du mois', { kind: 'endOfMonth' }],
    ['le|la|et|du', { kind: 'joint' }],
  ],
};
