// `npm run doctor`: prints what it finds; exits with 1 when something must be mended.
import { explainFailure } from '../explain-failure.ts';
import { runDoctor } from './doctor.ts';

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

try {
  process.exitCode = await runDoctor(process.env, process.argv.slice(2), print);
} catch (error) {
  process.stderr.write(`The doctor has to stop: ${explainFailure(error, process.env)}\n`);
  process.exitCode = 1;
}
// The launcher's channel would hold it.
process.disconnect?.();
