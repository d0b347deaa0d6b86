// French.
import { holidaysOf, inWords, minutesBeside, numbersOf } from '../names.ts';
import { dayFirst, inFigures } from '../shared-phrases.ts';
import type { Lexicon } from '../token.ts';

const BEFORE_PART = '(?:demain|\\p{L}+di|dimanche|chaque|tous les) ';

export const french: Lexicon = {
  language: 'fr',
  watch:
    'hier|avant-hier|matins|soirs|nuits|avant|après|jusqu\\S*|depuis|entre|vers|week-?ends?|noël|pâques|réveillon|veille|lendemain|nouvel an|jour de l.an|saint-sylvestre|aube|secondes?|demie?|quart|moins|matin|soir|nuit|midi|il y a|dans (?:une?|quelques|\\d+)|en huit|en quinze|sauf',
  often:
    'demain hier lundi mardi mercredi jeudi vendredi samedi dimanche lundis mardis mercredis jeudis vendredis samedis dimanches minuit matin soir janvier février juillet septembre octobre novembre décembre',
  alike: 'lundis mardis samedis demains marin satin',
  stray: 'quand|lorsque?|pendant|avant|après|dès|pour|au|à',
  links: ["d['’]", 'de', 'que'],
  phrases: [
    ...inFigures({ ahead: 'dans|ds', dates: dayFirst, hours: 'h|heures?' }),
    ['et demie?', { kind: 'plus', minutes: 30 }],
    ['et quart', { kind: 'plus', minutes: 15 }],
    ['moins le quart', { kind: 'plus', minutes: -15 }],
    ...minutesBeside(
      '(?=[cdqvm])(?<=(?:heures?|\\dh) )',
      ['', 'moins'],
      'cinq dix (?:quinze) vingt vingt-cinq',
    ),
    ...numbersOf([
      ['un(?= (?:jour|mois|an))', 1],
      ['quinze', 15],
      ['vingt', 20],
      ['trente', 30],
    ]),
    ['une demi-heure|une demie heure', { kind: 'duration', value: 30, unit: 'minute' }],
    ['une heure et demie', { kind: 'duration', value: 90, unit: 'minute' }],
    ["un quart d['’]heure", { kind: 'duration', value: 15, unit: 'minute' }],
    ["trois quarts d['’]heure", { kind: 'duration', value: 45, unit: 'minute' }],
    ['(?:dans|ds)(?: environ)?', { kind: 'in' }],
    // Eight days, or a week.
    ['dans huit jours', { kind: 'doubtful' }],
    ['(?<=toutes les )demi-heures', { kind: 'duration', value: 30, unit: 'minute' }],
    ...inWords({
      days: ['avant-hier|avant hier', 'hier', "aujourd['’]hui", 'demain', 'après-demain|après demain'],
      units: 'secondes min|minutes? heures? jours? semaines? mois ans?|années?',
      numbers: 'une deux trois quatre cinq six sept huit neuf dix onze douze',
      weekdays: 'lundi mardi mercredi jeudi vendredi samedi dimanche',
      each: ['lundis mardis mercredis jeudis vendredis samedis dimanches'],
      short: ['lun mar mer jeu ven sam dim', 'à'],
      months: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre',
      nths: 'premi(?:er|ère) deuxième|second|seconde troisième quatrième',
    }),
    ...holidaysOf('à', [
      ['(?:la )?veille de noël', 24, 12],
      ['(?:à |le jour de )?noël', 25, 12],
      ['(?:le )?lendemain de noël', 26, 12],
      ['(?:à la |le jour de la )?saint-sylvestre', 31, 12],
    ]),
    // This Monday, or each.
    [
      '(?<!semaines )le (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)(?! (?:\\d|1er|prochain|suivant|de la))',
      { kind: 'doubtful' },
    ],
    ['le (\\d{1,2})(?! ?h| ?heures?|/| ?jours?)', ([day]) => ({ kind: 'ordinal', value: Number(day) })],
    ['1er', { kind: 'ordinal', value: 1 }],
    ['prochaine?|suivante?', { kind: 'next' }],
    ['cette?|ce', { kind: 'this' }],
    ['dernière?|dernier', { kind: 'last' }],
    [`du mat(?:in)?|(?=[lm])(?<=${BEFORE_PART})(?:le )?matins?`, { kind: 'part', part: 'morning' }],
    ['le matin', { kind: 'part', part: 'morning', often: true }],
    ["l['’]après-midi", { kind: 'part', part: 'afternoon', often: true }],
    [`de l['’]après-midi|(?=a)(?<=${BEFORE_PART})après-midis?`, { kind: 'part', part: 'afternoon' }],
    ['ce matin', { kind: 'part', part: 'morning', today: true }],
    ['cet après-midi', { kind: 'part', part: 'afternoon', today: true }],
    ['ce soir', { kind: 'part', part: 'evening', today: true }],
    [`du soir|(?=[ls])(?<=${BEFORE_PART})(?:le )?soirs?`, { kind: 'part', part: 'evening' }],
    ['le soir', { kind: 'part', part: 'evening', often: true }],
    ['cette nuit|la nuit', { kind: 'part', part: 'night' }],
    ['(?:à )?midi', { kind: 'clock', hour: 12, minute: 0, certain: true }],
    ['(?:à )?minuit', { kind: 'midnight' }],
    ['à|vers|aux (?:alentours|environs) de|autour de', { kind: 'at' }],
    ['chaque|tous les|toutes les', { kind: 'every', interval: 1 }],
    [
      'un(?= (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) sur deux)',
      { kind: 'every', interval: 2 },
    ],
    ['sur deux', { kind: 'joint' }],
    ['une fois par jour', { kind: 'repeat', frequency: 'daily' }],
    ['une fois par semaine', { kind: 'repeat', frequency: 'weekly' }],
    ['quotidiennement', { kind: 'repeat', frequency: 'daily' }],
    ['mensuellement', { kind: 'repeat', frequency: 'monthly' }],
    ['en semaine|jours? ouvrables?|jours? ouvrés?|du lundi au vendredi', { kind: 'workday' }],
    ['du mois', { kind: 'ofMonth' }],
    ['de chaque mois|de tous les mois', { kind: 'ofMonth', each: true }],
    ['(?:à la )?fin du mois', { kind: 'endOfMonth' }],
    [
      "les?|la|et|du|de|d['’]ici(?: [àa])?(?= (?!une?|deux|trois|\\d)\\p{L})|(?<=h )(?:pile|précises?)",
      { kind: 'joint' },
    ],
  ],
};
