// The results as one Markdown table: on the terminal and in docs/benchmarks.md.
import type { Result } from './figure.ts';

const HEAD = ['Figure', 'Steward', 'Beside it', 'Goal', ''];

/** A number with three significant digits, or whole when it has more before the point. */
const short = (value: number): string =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(3)));

const amount = (value: number, unit: string): string => `${short(value)} ${unit}`;

const cells = (title: string, { unit, ours, rivals = {}, goal = '', met, ...result }: Result): string[] => [
  result.case === undefined ? title : `${title}, ${result.case}`,
  amount(ours, unit),
  Object.entries(rivals)
    .map(([name, value]) => `${name} ${amount(value, unit)}`)
    .join('; '),
  goal,
  met === undefined ? '' : met ? '✓' : '✗',
];

export const toTable = (figures: readonly { title: string; results: readonly Result[] }[]): string => {
  const lines = figures.flatMap(({ title, results }) => results.map((result) => cells(title, result)));
  return [HEAD, HEAD.map(() => '---'), ...lines].map((line) => `| ${line.join(' | ')} |`).join('\n');
};
