// An answer of any length, with what models write: headings, lists, emphasis, code, links, a table, a quote.
const FENCE = '```';

const section = (number: number): string => `## Step ${number}: look before you leap

Before you **change** anything, read \`config-${number}.json\` and the [manual](https://example.org/manual/${number}?a=1#top).
It is *not* enough to guess; the values **depend on \`region\`** and on how many people use it at the same time.

1. Install the tools for step ${number}, which takes a minute or two on most machines
   - on Linux with \`apt\`, as root
   - on macOS with \`brew\`, as **yourself**
2. Check that \`node --version\` says 22 or more, and that ~~nothing~~ little else runs

${FENCE}ts
export const answer${number} = (question: string): string => {
  const words = question.split(' ').filter((word) => word !== '');
  return words.length > ${number} ? words.join(' ') : 'too short';
};
${FENCE}

| Part | Takes | Note |
| :--- | ---: | --- |
| reading | ${number} ms | **fast** |
| writing | ${number * 3} ms | once a turn |

> What is measured gets better; what is not measured gets slower (note ${number}).

`;

/** As many characters as told, cut wherever that falls. */
export const longAnswer = (length: number): string => {
  let text = '';
  for (let number = 1; text.length < length; number += 1) text += section(number);
  return text.slice(0, length);
};
