// Why something of a proposal does not work: each with what to do next.
import { MAX_INVITEES } from '@steward/core';
import type { NoProposal } from '../../../teams/proposing.ts';
import type { WhyNotTogether } from '../../../teams/sharing.ts';

export const SEARCH_OVER = 'This search is over: I keep one for a day. Send /free and the words again.';

export const UNKNOWN_BUTTON = 'This button does not work any more. Send /free and the words again.';

export const TAKEN =
  'This time does not suit all of you any more, and nobody was told of it. Choose another one, or propose it anyway.';

export const NOT_SURE =
  'So I cannot tell any more whether it suits all of you, and nobody was told of it. Choose another time, or propose it anyway.';

export const TIME_PASSED = 'This time has passed, so nothing was proposed. Choose another one.';

export const TOO_MANY =
  'You have 50 proposals open, and I keep no more at once. Withdraw one, or wait until one is over.';

export const NOT_IN_TEAM = 'You are not in this team any more, so I can propose nothing to it. See /team.';

export const ALL_LEFT =
  'Nobody whom you asked is in the team any more, so there is nobody to propose it to. See /team.';

/** Nothing was looked for. */
export const WHY_NO_SEARCH: Record<WhyNotTogether, string> = {
  'no-team': NOT_IN_TEAM,
  'no-member': 'Somebody whom you asked left the team just now. Tap again, or send /free once more.',
  'no-zone':
    'I need your time zone to know when your day begins. Send /timezone and a city, then /free again.',
  nobody: ALL_LEFT,
  'too-many': `I look for up to ${MAX_INVITEES} people beside you. Name fewer of them.`,
  past: 'These days have passed. Send /free and other days.',
  'too-far':
    'Of others I see only the next 14 days, and these days come after them. Send /free and earlier days.',
};

/** To who proposes. */
export const WHY_NOT: Record<NoProposal, string> = {
  gone: 'This proposal is over, so nothing was changed. Send /free and the words again.',
  left: NOT_IN_TEAM,
  withdrawn: 'You withdrew this proposal. Send /free and the words again for another one.',
  over: TIME_PASSED,
  busy: 'This changed just now, so I changed nothing. Tap again.',
};

/** To who was asked. */
export const WHY_NO_ANSWER: Record<NoProposal, string> = {
  gone: 'This proposal is not there any more, so your answer went nowhere. Ask whoever made it.',
  left: 'You two are not in the same team any more, so this proposal has ended. See /team.',
  withdrawn: 'This proposal was withdrawn, so no answer is needed.',
  over: 'The time of this proposal has passed, so your answer went nowhere.',
  busy: 'Others answered at the same moment, so your answer was not recorded. Tap again.',
};

export const NOT_SENT = 'Nobody is told before you tap Send, and nothing is put into any calendar by it.';

export const NO_CALENDAR_IS_WRITTEN =
  'Your answer goes to whoever proposes it. Nothing is put into your calendar by it.';

export const STILL_IN_CALENDAR =
  'If you put it into your calendar, it is still there: please remove it yourself.';

export const TITLE_PROMPT = '🤝 Reply to this message with the title, for example “Budget”.';

export const TITLE_OVER =
  'Nothing changed: this proposal is over, or its title was asked for once more. Reply to its card, the message with the buttons.';
