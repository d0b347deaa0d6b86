// What of a transcript was really said. Models that hear nothing make something up: a marker of silence, one word over and
// over, or the credit of a film's subtitles.

/** The words, trimmed; '' where nothing was heard. */
export const heardWords = (transcript: string): string => {
  const whole = transcript.replace(/\0/g, '').trim();
  const hasWords = /[\p{L}\p{N}]/u.test(whole.replace(MARKERS, ''));
  return !hasWords || isOneOverAndOver(whole) || isCredit(whole) ? '' : whole.replace(LOOP, '$1').trim();
};

/** `[BLANK_AUDIO]`, `(music)`, `*silence*`, `♪ … ♪`: what was heard instead of words. */
const MARKERS = /\[[^\]]{0,40}\]|\([^)]{0,40}\)|\*[^*]{0,40}\*|♪[^♪]{0,80}♪?/gu;

const SAID_OFTEN = 3;
/** So often in a row nobody says a word, but numbers are read out as they are. */
const LOOP = /(?<![\p{L}\p{N}])(\p{L}[\p{L}'’-]{0,30})(?:[\s.,!?…]+\1(?![\p{L}\p{N}])){7,}/giu;

/** Nothing but one word or one sentence, three times or more. Digits may be a number that was read out. */
const isOneOverAndOver = (text: string): boolean => {
  const isRepeated = (parts: string[]) => {
    const [first = '', ...others] = parts.map((part) =>
      part
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim()
        .toLowerCase(),
    );
    return others.length >= SAID_OFTEN - 1 && !/^\d/.test(first) && others.every((one) => one === first);
  };
  const filled = (parts: string[]) => parts.filter((part) => /[\p{L}\p{N}]/u.test(part));
  return isRepeated(filled(text.split(/\s+/))) || isRepeated(filled(text.split(/[.!?…。！？]+/u)));
};

/** Credits that speech models learned from films, when a recording holds nothing else. */
const CREDITS = [
  /amara\.org/,
  /^(?:unter?titel(?:ung)?|subtitles?|captions?|sous-titr\w*|subt[ií]tulos?|legendas?|sottotitol\w*|napisy|ondertitel\w*|undertexter?|undertekster?|altyaz[ıi]|titulky|feliratok?)\s(?:(?:und|and|et|y|e|i)\s\S+\s)?(?:by|from|provided|von|vom|der|des|im auftrag|par|de|por|pela|creat\w*|realiz\w*|réalis\w*|stworzone|przez|van|door|av|fra|från|m\.?k|a cura)\b/,
  /^(?:sous-titrage|untertitelung)\s/,
  /^(?:редактор субтитров|субтитры (?:сделал|создавал|подготов|и правк)|продолжение следует)/,
  /字幕|ご視聴ありがとうございました|請不吝點讚|请不吝点赞|시청해\s?주셔서 감사합니다/,
  /^(?:mbc|sbs|kbs) ?뉴스/,
  /^(?:thanks? (?:you )?for watching|thank you for watching)(?: this| the)?(?: videos?)?$/,
  /^(?:vielen dank fürs? zuschauen|merci d[’']avoir regardé(?: cette vidéo)?|gracias por ver(?: el v[ií]deo)?|obrigado por assistir|grazie per aver guardato(?: il video)?|dziękuję za oglądanie|bedankt voor het kijken)$/,
  /^(?:please |don[’']t forget to )?(?:like and )?subscribe(?: to (?:my|our|the) channel)?$/,
  /^(?:copyright )?(?:wdr|swr|br|ndr|zdf|mdr|orf|srf)(?: mediagroup)?(?: gmbh)?,? ?(?:im auftrag des \w+,? ?)?\d{4}$/,
];

const LONGEST_CREDIT = 120;

const isCredit = (text: string): boolean => {
  const bare = text
    .toLowerCase()
    .replace(/^[\s"“„«-]+|[\s"”“».!…。！-]+$/gu, '')
    .replace(/\s+/g, ' ');
  return (
    bare.length <= LONGEST_CREDIT && !/[.!?]\s/.test(bare) && CREDITS.some((credit) => credit.test(bare))
  );
};
