// Russian.
import { inWords, listed, numbersOf, phrasesOf } from '../names.ts';
import { clockOf, dottedDates, inFigures } from '../shared-phrases.ts';
import type { Lexicon } from '../token.ts';

const ORDER =
  'первого второго третьего четвёртого пятого шестого седьмого восьмого девятого десятого одиннадцатого двенадцатого';
const HOURS = 'один|два|три|четыре|пять|шесть|семь|восемь|девять|десять|одиннадцать|двенадцать';

export const russian: Lexicon = {
  language: 'ru',
  watch:
    'вчера|позавчера|назад|до|после|между|около|выходн\\p{L}*|рождеств\\p{L}*|накануне|нов(?:ый|ого) год[а]?|пасх\\p{L}*|рассвет\\p{L}*|закат\\p{L}*|секунд\\p{L}*|четверть|половин\\p{L}*|ноч\\p{L}*|вечер\\p{L}*|утр\\p{L}*|без|кроме|месяц\\p{L}*|через|спустя|год[уа]?',
  often:
    'завтра послезавтра сегодня вчера понедельник вторник среда среду четверг пятница пятницу суббота субботу воскресенье утром вечером полночь полдень января февраля сентября октября ноября декабря',
  alike: 'завтрак завтраки средам средах пятницам субботам средой вечеров утрам',
  stray: 'в|во|на|когда|перед|после|при|до',
  links: ['о', 'об', 'что', 'про'],
  phrases: [
    // 14.30 is no date.
    [
      '(?=\\d)(?<=(?<!\\p{L})в )(\\d{1,2})\\.(\\d{2})',
      ([hour, minute]) => (Number(minute) > 12 ? clockOf(hour, minute, true) : undefined),
    ],
    ...inFigures({ ahead: 'через', dates: dottedDates, separator: ':' }),
    ...numbersOf([
      ['одну', 1],
      ['две', 2],
      ['пару', 2],
      ['пятнадцать', 15],
      ['двадцать', 20],
      ['тридцать', 30],
    ]),
    // "Half of the eighth" is 7:30: the hours in the genitive of their order.
    ...numbersOf(listed(ORDER)),
    ['(?=\\d)(?<=(?<!\\p{L})в )(\\d{1,2}) час(?:а|ов)?', ([hour]) => clockOf(hour)],
    ['(?<=через )минуту', { kind: 'duration', value: 1, unit: 'minute' }],
    ['(?<=через )час', { kind: 'duration', value: 1, unit: 'hour' }],
    ['(?<=через )день', { kind: 'duration', value: 1, unit: 'day' }],
    ['(?<=через )неделю', { kind: 'duration', value: 1, unit: 'week' }],
    ['(?<=через )месяц', { kind: 'duration', value: 1, unit: 'month' }],
    ['(?<=через )год', { kind: 'duration', value: 1, unit: 'year' }],
    ['(?:в )?час дня', { kind: 'clock', hour: 13, minute: 0, certain: true }],
    ['(?:в )?час ночи', { kind: 'clock', hour: 1, minute: 0, certain: true }],
    ['(?<=через )четверть часа', { kind: 'duration', value: 15, unit: 'minute' }],
    ['полчаса', { kind: 'duration', value: 30, unit: 'minute' }],
    ['полгода', { kind: 'duration', value: 6, unit: 'month' }],
    ['два с половиной часа', { kind: 'duration', value: 150, unit: 'minute' }],
    ['полтора часа', { kind: 'duration', value: 90, unit: 'minute' }],
    ['(?<=\\d{4} )года?', { kind: 'joint' }],
    ['(?=д)(?<=(?:через|кажд\\p{L}{2}) (?:\\d+ |[а-яё]+ )?)(?:день|дня|дней)', { kind: 'unit', unit: 'day' }],
    ['через', { kind: 'in' }],
    ...inWords({
      days: ['позавчера', 'вчера', 'сегодня', 'завтра', 'послезавтра'],
      units:
        'сек|секунд[уы]? мин|минут[уы]? час(?:а|ов)? день|дней недел[юиьяе]|недель месяц(?:а|ев)? год(?:а)?|лет',
      numbers: HOURS.replaceAll('|', ' '),
      weekdays: 'понедельник вторник сред[ау] четверг пятниц[ау] суббот[ау] воскресенье',
      each: ['понедельникам вторникам средам четвергам пятницам субботам воскресеньям', '(?:по )?'],
      short: ['пн вт ср чт пт сб вс', 'в', 'кажд\\p{L}{2}'],
      months: 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря',
      nths: 'перв(?:ый|ую|ое) втор(?:ой|ую|ое) трет(?:ий|ью|ье) четв[её]рт(?:ый|ую|ое)',
    }),
    [
      '(\\d{1,2})(?:(?:-?го)? числа|-?го)|(?=\\d)(?<=кажд[оа][ег]о? )(\\d{1,2}) число',
      ([day, other]) => ({ kind: 'ordinal', value: Number(day ?? other) }),
    ],
    ['следующ(?:ий|ую|ая|ее|ей)', { kind: 'next' }],
    ['эт(?:от|у|о)|ближайш(?:ий|ую|ее)', { kind: 'this' }],
    ['последн(?:ий|юю|ее)', { kind: 'last' }],
    ['утром|утра|(?<=каждое )утро', { kind: 'part', part: 'morning' }],
    ['дня|днём|днем', { kind: 'part', part: 'afternoon' }],
    ['вечером|вечера|(?<=каждый )вечер', { kind: 'part', part: 'evening' }],
    ['ночью|ночи', { kind: 'part', part: 'night' }],
    ['(?:в )?полдень', { kind: 'clock', hour: 12, minute: 0, certain: true }],
    ['(?:в )?полночь', { kind: 'midnight' }],
    ['(?:в )?половине', { kind: 'minutes', minutes: -30 }],
    ['(?:в )?четверть(?= \\p{L}+ого)', { kind: 'minutes', minutes: -45 }],
    ['без четверти', { kind: 'minutes', minutes: -15 }],
    ['без пяти', { kind: 'minutes', minutes: -5 }],
    ['без десяти', { kind: 'minutes', minutes: -10 }],
    ['без двадцати', { kind: 'minutes', minutes: -20 }],
    // Полдевятого, пол девятого.
    ...phrasesOf(listed(ORDER, 'пол[- ]?'), (hour) => ({
      kind: 'clock',
      hour: hour - 1 || 12,
      minute: 30,
      certain: false,
    })),
    [
      '(\\d{1,2})(?: час(?:а|ов)?)? ночи',
      ([hour]) =>
        Number(hour) <= 5 ? { kind: 'clock', hour: Number(hour), minute: 0, certain: true } : undefined,
    ],
    ['по(?= (?:утрам|вечерам)(?!\\p{L}))|раз в(?= )', { kind: 'every', interval: 1 }],
    ['утрам', { kind: 'part', part: 'morning' }],
    ['вечерам', { kind: 'part', part: 'evening' }],
    [`[вк](?= ?(?:\\d|(?:${HOURS})(?!\\p{L})))`, { kind: 'at' }],
    // In a day, or every other day.
    ['через день', { kind: 'doubtful' }],
    ['кажд(?:ый|ую|ое) втор(?:ой|ую|ое)', { kind: 'every', interval: 2 }],
    ['кажд(?:ый|ую|ое|ые)', { kind: 'every', interval: 1 }],
    ['ежедневно', { kind: 'repeat', frequency: 'daily' }],
    ['еженедельно', { kind: 'repeat', frequency: 'weekly' }],
    ['ежемесячно', { kind: 'repeat', frequency: 'monthly' }],
    ['по будням|по рабочим дням|(?:будний|рабочий) день|с понедельника по пятницу', { kind: 'workday' }],
    ['каждого месяца', { kind: 'ofMonth', each: true }],
    ['(?:в )?конце месяца', { kind: 'endOfMonth' }],
    ['в|во|и|на', { kind: 'joint' }],
  ],
};
