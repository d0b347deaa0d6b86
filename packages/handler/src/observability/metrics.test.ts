import { afterEach, expect, test, vi } from 'vitest';
import { createPowertoolsMeter, silentMeter } from './metrics.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

interface Embedded {
  _aws: { CloudWatchMetrics: { Namespace: string; Dimensions: string[][]; Metrics: object[] }[] };
  [field: string]: unknown;
}

const written = (run: () => void): Embedded[] => {
  const lines: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((line: unknown) => lines.push(String(line)) > 0);
  run();
  return lines.map((line) => JSON.parse(line));
};

test('counts and times of one invocation are written together', () => {
  const lines = written(() => {
    const meter = createPowertoolsMeter('worker');
    meter.count('Updates');
    meter.count('PromptTokens', 120);
    meter.time('TimeToFirstToken', 850);
    meter.flush();
  });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({ service: 'worker', Updates: 1, PromptTokens: 120, TimeToFirstToken: 850 });
  expect(lines[0]?._aws.CloudWatchMetrics[0]).toMatchObject({
    Namespace: 'TelegramBot',
    Metrics: [
      { Name: 'Updates', Unit: 'Count' },
      { Name: 'PromptTokens', Unit: 'Count' },
      { Name: 'TimeToFirstToken', Unit: 'Milliseconds' },
    ],
  });
});

test('an outcome is counted under its own dimension and marks no other metric', () => {
  const lines = written(() => {
    const meter = createPowertoolsMeter('worker');
    meter.count('Outcome', 1, { outcome: 'answered' });
    meter.count('Outcome', 1, { outcome: 'failed' });
    meter.time('ProviderTime', 20, { provider: 'google' });
    meter.count('Updates');
    meter.flush();
  });
  const [outcome, failed, time, rest] = lines;
  expect(time).toMatchObject({ ProviderTime: 20, provider: 'google' });
  expect(failed).toMatchObject({ Outcome: 1, outcome: 'failed' });
  expect(outcome).toMatchObject({ Outcome: 1, outcome: 'answered' });
  expect(outcome?._aws.CloudWatchMetrics[0]?.Dimensions[0]).toContain('outcome');
  expect(rest).not.toHaveProperty('outcome');
});

test('an invocation that counted nothing writes nothing, no warning either', () => {
  const warn = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  expect(written(() => createPowertoolsMeter('worker').flush())).toEqual([]);
  expect(warn).not.toHaveBeenCalled();
});

test('the silent meter writes nothing', () => {
  expect(
    written(() => {
      silentMeter.count('Updates');
      silentMeter.time('TimeToFirstToken', 1);
      silentMeter.flush();
    }),
  ).toEqual([]);
});
