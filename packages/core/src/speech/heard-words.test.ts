import fc from 'fast-check';
import { expect, test } from 'vitest';
import { heardWords } from './heard-words.ts';

test.each([
  '',
  ' \n',
  '...',
  '[BLANK_AUDIO]',
  '[ Silence ]\n[ Silence ]',
  '(wind blowing)',
  '*music*',
  '♪ la la ♪',
  'you you you',
  'You. You, you!',
  'Thank you. Thank you. Thank you.',
  'the the the the the the the the the the',
  'Untertitel der Amara.org-Community',
  'Untertitelung des ZDF, 2020',
  'Untertitel im Auftrag des ZDF für funk, 2017',
  'Subtitles by the Amara.org community',
  "Sous-titres réalisés para la communauté d'Amara.org",
  "Sous-titrage ST' 501",
  'Subtítulos realizados por la comunidad de Amara.org',
  'Legendas pela comunidade Amara.org',
  'Sottotitoli e revisione a cura di QTSS',
  'Napisy stworzone przez społeczność Amara.org',
  'Субтитры сделал DimaTorzok',
  'Редактор субтитров А.Семкин Корректор А.Егорова',
  'ご視聴ありがとうございました',
  'Altyazı M.K.',
  'Thanks for watching!',
  'Thank you for watching.',
  'Please subscribe to my channel.',
  'Vielen Dank fürs Zuschauen!',
  'SWR 2021',
])('in %j nothing was said', (transcript) => {
  expect(heardWords(transcript)).toBe('');
});

test.each([
  ['  What is the weather like? \n', 'What is the weather like?'],
  ['no no', 'no no'],
  ['7 7 7', '7 7 7'],
  ['the door code is seven seven seven seven', 'the door code is seven seven seven seven'],
  ['(laughs) Well, that was it.', '(laughs) Well, that was it.'],
  ['Call me. No no no, call her.', 'Call me. No no no, call her.'],
  [`Buy milk. ${'you '.repeat(40)}`, 'Buy milk. you'],
  ['Buy milk, and Thank you for watching the dog. Bye', 'Buy milk, and Thank you for watching the dog. Bye'],
  ['Thank you for watching my dog', 'Thank you for watching my dog'],
  ['Turn the subtitles on', 'Turn the subtitles on'],
  ['Subtitles are too small on my TV', 'Subtitles are too small on my TV'],
  ['/forget', '/forget'],
  ['Здравствуйте', 'Здравствуйте'],
  ['今日の天気は？', '今日の天気は？'],
  ['ab\0c', 'abc'],
])('of %j is kept what was said', (transcript, words) => {
  expect(heardWords(transcript)).toBe(words);
});

test('whatever a server says, what is kept is in it, trimmed, and takes no time', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const words = heardWords(text);
      expect(words).toBe(words.trim());
      expect(words.length).toBeLessThanOrEqual(text.length);
    }),
  );
  for (const text of [
    'a '.repeat(25_000),
    '('.repeat(50_000),
    '♪'.repeat(50_000),
    `${'ab'.repeat(25_000)}`,
  ]) {
    const before = process.cpuUsage();
    heardWords(text);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(1_000);
  }
});
