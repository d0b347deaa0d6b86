// Reads JSON from standard input and prints what an expression makes of it: `d` is the document, `args` are the rest of
// the arguments, `harmless` makes foreign text fit for a terminal. Strings are printed bare, lists a line each, nothing
// for null. Expressions are constants of our scripts; whatever comes from outside goes through `d` or `args`.
// No ES module: a script calls this some twenty times, and Node.js starts a quarter sooner without their loader.
const { readFileSync } = require('node:fs');
const { harmless } = require('./harmless.cjs');

const [expression = 'd', ...args] = process.argv.slice(2);

const read = () => {
  try {
    return JSON.parse(readFileSync(0, 'utf8') || 'null');
  } catch {
    // The parser's own words quote the text.
    process.stderr.write('An answer is no JSON.\n');
    process.exit(1);
  }
};

const show = (value) => (typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value));

const evaluate = (document) => {
  try {
    return new Function('d', 'args', 'harmless', `return (${expression});`)(document, args, harmless);
  } catch {
    process.stderr.write('An answer has another shape than expected.\n');
    return process.exit(1);
  }
};

const value = evaluate(read());
const lines = Array.isArray(value) ? value : [value];
for (const line of lines) if (line !== undefined && line !== null) process.stdout.write(`${show(line)}\n`);
