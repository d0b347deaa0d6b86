// Who is let in.
import type { PersonView } from '@steward/core/web-contract';
import { plural } from './language.ts';

type Since = Record<Exclude<PersonView['standing'], 'owner'>, (day: string) => string>;

const en = {
  how: {
    closed: 'Nobody uses the bot whom you have not let in.',
    open: 'Everyone may use the bot: it is started for everyone (ALLOWED_USER_IDS). Who is blocked stays out. Listed is who asked something in the last seven days, or is in a team of yours.',
  },
  asked: 'Would like to come in',
  nobodyAsks: 'Nobody asks. Who writes to the bot for the first time appears here.',
  others: (count: number) =>
    `${plural(count, 'more has', 'more have')} asked: you are shown three a day. Their number is enough for /access allow.`,
  inside: 'Let in',
  blocked: 'Blocked',
  blockedHow: 'The bot does not answer them at all.',
  limits: 'Limits for each person',
  limitsHow: 'Set with MAX_TURNS_AT_ONCE and MAX_TURNS_PER_HOUR where Steward runs.',
  atOnce: 'Answers at the same time',
  anHour: 'Answers an hour',
  you: 'you',
  group: 'group',
  configured: 'by ALLOWED_USER_IDS',
  since: {
    asked: (day) => `asked on ${day}`,
    in: (day) => `since ${day}`,
    blocked: (day) => `since ${day}`,
    configured: (day) => `since ${day}`,
  } satisfies Since as Since,
  today: (turns: number, tokens: string) => `${plural(turns, 'answer', 'answers')} today, ${tokens} tokens`,
  byId: (id: number) => `id ${id}`,
  allowanceOf: (name: string) => `Allowance: ${name}`,
  allowanceHow: {
    one: 'What they may use of the models in a day. Empty: no limit.',
    team: 'What all of its members may use of the models together in a day. Empty: no limit.',
  },
  turnsADay: 'Turns a day',
  tokensADay: 'Tokens a day',
  notANumber: (most: string) => `A whole number up to ${most}; empty is no limit.`,
  noAllowance: 'no limit',
  save: 'Save',
  allow: 'Allow',
  block: 'Block',
  said: {
    allow: (name: string) => `${name} is let in.`,
    block: (name: string) => `${name} is blocked.`,
  },
};

const de: typeof en = {
  how: {
    closed: 'Niemand nutzt den Bot, den du nicht eingelassen hast.',
    open: 'Alle dürfen den Bot nutzen: Er ist für alle gestartet (ALLOWED_USER_IDS). Wer gesperrt ist, bleibt draußen. Aufgeführt ist, wer in den letzten sieben Tagen etwas gefragt hat oder in einem deiner Teams ist.',
  },
  asked: 'Möchten herein',
  nobodyAsks: 'Niemand fragt. Wer dem Bot zum ersten Mal schreibt, erscheint hier.',
  others: (count) =>
    `${plural(count, 'weitere Anfrage', 'weitere Anfragen')}: Drei am Tag werden gezeigt. Mit der Nummer geht /access allow.`,
  inside: 'Eingelassen',
  blocked: 'Gesperrt',
  blockedHow: 'Ihnen antwortet der Bot gar nicht.',
  limits: 'Grenzen für jede Person',
  limitsHow: 'Mit MAX_TURNS_AT_ONCE und MAX_TURNS_PER_HOUR dort eingestellt, wo Steward läuft.',
  atOnce: 'Antworten zugleich',
  anHour: 'Antworten pro Stunde',
  you: 'du',
  group: 'Gruppe',
  configured: 'durch ALLOWED_USER_IDS',
  since: {
    asked: (day) => `gefragt am ${day}`,
    in: (day) => `seit ${day}`,
    blocked: (day) => `seit ${day}`,
    configured: (day) => `seit ${day}`,
  },
  today: (turns, tokens) => `${plural(turns, 'Antwort', 'Antworten')} heute, ${tokens} Tokens`,
  byId: (id) => `ID ${id}`,
  allowanceOf: (name) => `Kontingent: ${name}`,
  allowanceHow: {
    one: 'Wie viel an einem Tag von den Modellen genutzt werden darf. Leer: ohne Grenze.',
    team: 'Wie viel alle Mitglieder zusammen an einem Tag von den Modellen nutzen dürfen. Leer: ohne Grenze.',
  },
  turnsADay: 'Anfragen pro Tag',
  tokensADay: 'Tokens pro Tag',
  notANumber: (most) => `Eine ganze Zahl bis ${most}; leer heißt ohne Grenze.`,
  noAllowance: 'ohne Grenze',
  save: 'Speichern',
  allow: 'Zulassen',
  block: 'Sperren',
  said: {
    allow: (name) => `${name} ist eingelassen.`,
    block: (name) => `${name} ist gesperrt.`,
  },
};

export const people = { en, de };
