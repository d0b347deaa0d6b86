// What people type in six languages, each with what is right.
import { describe, expect, test } from 'vitest';
import { told } from '../../testing/told-when.ts';
import typed from './as-typed.json' with { type: 'json' };
import utterances from './utterances.json' with { type: 'json' };

describe('146 utterances in six languages', () => {
  const judged = utterances.map(({ text, want, now, zone }) => {
    const said = told(text, now, zone);
    const isRule = want[0] === 'R';
    const asked = said === 'unclear' || said.includes(' or ');
    const nothing = said === 'none' || said === 'never';
    const day = said.slice(0, 10);
    const right = isRule
      ? said.startsWith('every')
      : nothing
        ? want[0] === 'none'
        : want.includes(said) || want.includes(day);
    // A day alone is asked for its time.
    const asksTime = !said.includes('T') && want.some((local) => local.startsWith(day));
    return { text, said, verdict: asked ? 'asked' : right ? 'right' : asksTime ? 'asked' : 'wrong' };
  });

  test('none is silently wrong', () => {
    expect(judged.filter(({ verdict }) => verdict === 'wrong')).toEqual([]);
  });

  test('at least 130 are right', () => {
    expect(judged.filter(({ verdict }) => verdict === 'right').length).toBeGreaterThanOrEqual(130);
  });
});

describe('700 more, as people type them', () => {
  const isAsked = (said: string) => /^(?:unclear|none|often)$| or |^\d{4}-\d\d-\d\d(?: |$)/.test(said);
  const judged = typed.map(([language, text = '', want = '', now, zone]) => {
    const said = told(text, now, zone).replace(/ (?:morning|afternoon|evening|night)$/, '');
    const isRight = said === want || (want === 'asked' && isAsked(said));
    return { language, text, want, said, verdict: isRight ? 'right' : isAsked(said) ? 'asked' : 'wrong' };
  });

  test('none is silently wrong', () => {
    expect(judged.filter(({ verdict }) => verdict === 'wrong')).toEqual([]);
  });

  test('nine of ten are right, in every language', () => {
    for (const name of ['en', 'de', 'es', 'fr', 'pt', 'ru']) {
      const own = judged.filter(({ language }) => language === name);
      const right = own.filter(({ verdict }) => verdict === 'right');
      expect(right.length / own.length, name).toBeGreaterThan(0.87);
    }
  });
});
