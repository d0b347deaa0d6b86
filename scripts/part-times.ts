// A reporter of vitest's: at the end, what the tests of each part took, the longest first, and its slowest file.
// Files run beside each other, so that the parts add up to more than the run.
import type { Reporter, TestModule } from 'vitest/node';

const secondsOf = ({ duration }: ReturnType<TestModule['diagnostic']>): number => duration / 1000;

/** `packages/handler`, `test/faults`: the first two folders of a path. */
const partOf = (path: string): string => path.split('/').slice(0, -1).slice(0, 2).join('/');

export default class PartTimes implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const parts = Map.groupBy(modules, ({ relativeModuleId }) => partOf(relativeModuleId));
    const rows = [...parts].map(([part, files]) => {
      const slowest = files.toSorted((a, b) => secondsOf(b.diagnostic()) - secondsOf(a.diagnostic()))[0];
      const seconds = files.reduce((sum, file) => sum + secondsOf(file.diagnostic()), 0);
      return { part, seconds, count: files.length, slowest };
    });
    process.stdout.write('\nSeconds of each part (files beside each other), and its slowest file:\n');
    for (const { part, seconds, count, slowest } of rows.sort((a, b) => b.seconds - a.seconds)) {
      if (!slowest) continue;
      const name = slowest.relativeModuleId.slice(part.length + 1);
      process.stdout.write(
        `${seconds.toFixed(0).padStart(6)}  ${part} (${count}): ${name} ${secondsOf(slowest.diagnostic()).toFixed(0)}\n`,
      );
    }
  }
}
