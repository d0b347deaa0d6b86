// Prepared Markdown that shows what the product can do, chosen by words in the question.

interface Sample {
  /** How the person asks for it. */
  asksFor: RegExp;
  write: (question: string) => string;
}

const table = (): string =>
  `Here is a table:

| Part | What it does | Where |
|:-----|:-------------|------:|
| webhook | queues each message | Lambda |
| worker | runs chat turns | Lambda |
| model | writes the answer | Ollama |

A wide table is shown stacked, so that it can be read on a phone.`;

const programs: Record<string, string> = {
  typescript: `const greet = (name: string): string => \`Hello, \${name}!\`;

for (const name of ['Ada', 'Grace']) {
  console.log(greet(name));
}`,
  python: `def greet(name: str) -> str:
    return f"Hello, {name}!"


for name in ["Ada", "Grace"]:
    print(greet(name))`,
  bash: `greet() {
  printf 'Hello, %s!\\n' "$1"
}

for name in Ada Grace; do
  greet "$name"
done`,
  sql: `SELECT name, count(*) AS messages
FROM sessions
WHERE last_message > now() - interval '7 days'
GROUP BY name
ORDER BY messages DESC;`,
};

const languages: [RegExp, string][] = [
  [/\bpython\b/i, 'python'],
  [/\b(?:bash|shell)\b/i, 'bash'],
  [/\bsql\b/i, 'sql'],
];

const code = (question: string): string => {
  const language = languages.find(([word]) => word.test(question))?.[1] ?? 'typescript';
  return `Here is some code, in ${language}:

\`\`\`${language}
${programs[language]}
\`\`\`

Ask for Python, Bash or SQL to see another.`;
};

const list = (): string =>
  `Here is a list:

1. Start a session with \`/newsession\`
2. Write something
   - short messages are answered in order
   - a long paste becomes one question
3. Look at your sessions with \`/listsessions\`

And a list of tasks:

- [x] install Steward
- [x] say hello
- [ ] install a real model`;

const quote = (): string =>
  `Here is a quotation:

> The Analytical Engine has no pretensions whatever to originate anything.

Ada Lovelace wrote that in 1843, and it is true of this demonstration.`;

const link = (): string =>
  'Here is a link: [how to install Ollama](https://ollama.com/download). Links open only for web and mail addresses.';

const markdown = (question: string): string =>
  `# Everything at once

Text can be **bold**, *italic*, ~~struck out~~ or \`code\`; **bold with *italic* inside** works too.

${list()}

${table()}

${code(question)}

${quote()}

---

${link()}`;

const everything: Sample = { asksFor: /\b(?:markdown|formatting|everything)\b/i, write: markdown };

const samples: Sample[] = [
  { asksFor: /\btab(?:les?|ular)\b/i, write: table },
  { asksFor: /\b(?:code|programs?|scripts?|snippets?|functions?)\b/i, write: code },
  { asksFor: /\b(?:lists?|bullets?|tasks?|checklists?)\b/i, write: list },
  { asksFor: /\b(?:quotes?|quotations?)\b/i, write: quote },
  { asksFor: /\blinks?\b/i, write: link },
];

/** The samples that the question asks for, one after the other; undefined when it asks for none. */
export const samplesFor = (question: string): string | undefined => {
  const wanted = everything.asksFor.test(question)
    ? [everything]
    : samples.filter((sample) => sample.asksFor.test(question));
  return wanted.length > 0 ? wanted.map((sample) => sample.write(question)).join('\n\n') : undefined;
};

/** The words that `/help`-like questions are told about. */
export const sampleWords = ['table', 'code', 'list', 'quote', 'link', 'markdown', 'long'];
