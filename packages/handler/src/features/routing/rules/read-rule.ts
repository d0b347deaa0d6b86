// A rule as people type it: `dentist, doctor → event in Work`, `from @ada → task`, `notes with recipe → Notion`.
import { areRules, type Kind, MAX_RULE_WORD, MAX_RULE_WORDS, type RoutingRule } from '@steward/core';
import { type Place, placesNamed } from './places.ts';

export type NotRead =
  /** There is nothing that parts what fits from what it becomes. */
  | { why: 'no-arrow' }
  /** It becomes nothing that we know. */
  | { why: 'no-kind'; words: string }
  | { why: 'no-place'; words: string; of: Place['of'] }
  | { why: 'which-place'; places: Place[] }
  /** Tasks and reminders lie in Steward. */
  | { why: 'no-target'; kind: Kind }
  | { why: 'no-condition' }
  | { why: 'too-many' }
  | { why: 'too-long'; words: string };

export type ReadRule = { rule: RoutingRule } | NotRead;

const ARROW = /\s*(?:[→➡➔]|[-=–—]+>)\s*/u;
/** What may stand for it, the last one that leaves something to become. */
const WORDS_FOR_ARROW =
  /\s+(?:(?:should )?(?:go(?:es)?|become?s?|is|are|turns?)\s+)?(?:in)?to\s+|\s+(?:becomes?|as|nach|zu|als|wird|→)\s+|\s*:\s*/giu;

const KINDS_SAID: Record<Kind, RegExp> = {
  event:
    /^(?:an? |my |the )?(?:📅\s*)?(?:events?|appointments?|meetings?|calendars?|termine?|kalender|ereignis(?:se)?|eventos?|citas?|calendario|[ée]v[ée]nements?|rendez-vous|agenda|compromissos?|событи[еяй]|встреч[аи]|календарь|📅)(?![\p{L}\p{N}])/iu,
  task: /^(?:an? |my |the )?(?:☑️?\s*)?(?:tasks?|to-?dos?|aufgaben?|tareas?|t[âa]ches?|tarefas?|задач[аи]|☑️?)(?![\p{L}\p{N}])/iu,
  reminder:
    /^(?:an? |my |the )?(?:⏰\s*)?(?:reminders?|erinnerung(?:en)?|recordatorios?|rappels?|lembretes?|напоминани[ея]|⏰)(?![\p{L}\p{N}])/iu,
  note: /^(?:an? |my |the )?(?:📝\s*)?(?:notes?|notiz(?:en)?|notas?|заметк[аи]|📝)(?![\p{L}\p{N}])/iu,
};

const kindAt = (text: string): { kind: Kind; rest: string } | undefined => {
  for (const [kind, said] of Object.entries(KINDS_SAID) as [Kind, RegExp][]) {
    const [found] = said.exec(text) ?? [];
    if (found !== undefined) return { kind, rest: text.slice(found.length) };
  }
  return undefined;
};

export const readRule = (typed: string, places: readonly Place[]): ReadRule => {
  const found = partsOf(typed.trim(), places);
  if ('why' in found) return found;
  const conditions = conditionsOf(found.fits);
  return 'why' in conditions ? conditions : judged({ ...conditions, ...found.becomes });
};

type Becomes = Pick<RoutingRule, 'to' | 'target'>;

const partsOf = (typed: string, places: readonly Place[]): { fits: string; becomes: Becomes } | NotRead => {
  const arrow = ARROW.exec(typed);
  if (arrow) {
    const becomes = becomesOf(typed.slice(arrow.index + arrow[0].length), places);
    return 'why' in becomes ? becomes : { fits: typed.slice(0, arrow.index), becomes };
  }
  const splits = [...typed.matchAll(WORDS_FOR_ARROW)].reverse();
  const [read] = splits.flatMap(({ 0: found, index }) => {
    const becomes = becomesOf(typed.slice(index + found.length), places);
    return 'why' in becomes ? [] : [{ fits: typed.slice(0, index), becomes }];
  });
  if (read) return read;
  const [last] = splits;
  const why = last && becomesOf(typed.slice(last.index + last[0].length), places);
  return why && 'why' in why && why.why !== 'no-kind' ? why : { why: 'no-arrow' };
};

const becomesOf = (text: string, places: readonly Place[]): Becomes | NotRead => {
  const words = text.trim().replace(/[.!]+$/, '');
  const named = kindAt(words);
  const place = (named?.rest ?? words).replace(PREPOSITION, '').trim();
  if (named && place === '') return { to: named.kind };
  const of = named?.kind;
  if (of === 'task' || of === 'reminder') return { why: 'no-target', kind: of };
  const found = placesNamed(
    places.filter((one) => of === undefined || one.of === of),
    place,
  );
  const [only, ...others] = found;
  if (only && others.length === 0) return { to: only.of, target: only.target };
  if (only) return { why: 'which-place', places: found };
  return of ? { why: 'no-place', words: place, of } : { why: 'no-kind', words };
};

const PREPOSITION =
  /^\s*(?:(?:in|into|at|to|on|im|zu|bei|en|dans|à|em|no|na|в)(?![\p{L}\p{N}])|[·:,@(]|-)?\s*/iu;

const FROM = /^(?:from|by|von|vom|de|от)\s+/iu;
const WITH =
  /^\s*(?:(?:with|about|containing|that (?:say|contain|mention)s?|which (?:say|contain)s?|mit|über|con|sobre|avec|com|с|о)(?![\p{L}\p{N}])|[:,])?\s*/iu;
const QUOTED = /["“”„«»]([^"“”„«»]+)["“”„«»]/gu;
/** Parts one from the next. */
const OR = /\s*[,;|\n]\s*|\s+(?:or|oder|ou|o|или)\s+/iu;

const conditionsOf = (text: string): Pick<RoutingRule, 'kind' | 'words' | 'senders'> | NotRead => {
  const typed = text.trim().replace(/^if\s+/i, '');
  const named = kindAt(typed);
  const isKind =
    named !== undefined &&
    /^\s*$|^\s*[:,]?\s*(?:with|about|containing|that|which|from|by|mit|über|von|con|sobre|de|avec|com|с|о|от)(?![\p{L}\p{N}])/iu.test(
      named.rest,
    );
  const quoted = [...(isKind ? named.rest : typed).matchAll(QUOTED)].map(([, words = '']) => words.trim());
  const rest = (
    isKind ? named.rest.replace(WITH, (said) => (FROM.test(said.trimStart()) ? said : '')) : typed
  )
    .replace(QUOTED, ',')
    .trim();
  const { words, senders } = listed(rest);
  const all = [...new Set([...quoted, ...words].filter((word) => word !== ''))];
  return { ...(isKind && { kind: named.kind }), words: all, senders: [...new Set(senders)] };
};

/** Behind “from”, and wherever an @ stands, people are named. */
const listed = (text: string): Pick<RoutingRule, 'words' | 'senders'> => {
  const words: string[] = [];
  const senders: string[] = [];
  let areSenders = false;
  for (const part of text.replace(/\s+(from|von|by)\s+(?=@|\p{Lu})/gu, ', $1 ').split(OR)) {
    const one = part
      .replace(/^(?:and|und|y|et|e|и)\s+/iu, '')
      .replace(WITH, '')
      .trim();
    if (FROM.test(one)) areSenders = true;
    const name = one
      .replace(FROM, '')
      .replace(/^with\s+/i, '')
      .trim();
    if (name === '') continue;
    (areSenders || name.startsWith('@') ? senders : words).push(name);
  }
  return { words, senders };
};

const judged = (rule: RoutingRule): ReadRule => {
  const { kind, words, senders } = rule;
  if (kind === undefined && words.length + senders.length === 0) return { why: 'no-condition' };
  if (words.length > MAX_RULE_WORDS || senders.length > MAX_RULE_WORDS) return { why: 'too-many' };
  const long = [...words, ...senders].find((one) => one.length > MAX_RULE_WORD);
  if (long !== undefined) return { why: 'too-long', words: long };
  return areRules([rule]) ? { rule } : { why: 'no-arrow' };
};
