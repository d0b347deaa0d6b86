// The order of the test files: those that take longest begin first, so that none of them runs alone at the end. By itself
// vitest goes by the size of a file where it remembers no times, as in CI. Behind those the files of a project stand together:
// only neighbours can share a process.
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const LONGEST = [
  'test/cloud/deployment.test.ts',
  'test/scripts/scripts.test.ts',
  'test/faults/crash/crash-points.test.ts',
  'test/terraform/terraform.test.ts',
  'packages/local/test/e2e/crash.test.ts',
  'packages/local/test/e2e/patience.test.ts',
  'test/e2e/app/app.browser.test.ts',
  'chat-page.browser.test.ts',
  'packages/local/test/e2e/reminders.test.ts',
  'packages/handler/test/bundle.test.ts',
  'packages/local/src/start-steward.test.ts',
  'packages/local/test/e2e/start-up.test.ts',
];

const rankOf = ({ moduleId }: TestSpecification): number => {
  const rank = LONGEST.findIndex((path) => moduleId.endsWith(path));
  return rank < 0 ? LONGEST.length : rank;
};

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted(
      (a, b) => rankOf(a) - rankOf(b) || a.project.name.localeCompare(b.project.name),
    );
  }
}
