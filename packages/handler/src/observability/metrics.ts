// What is counted; Powertools writes it as embedded metrics in Lambda.
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

export type MetricName =
  | 'Updates'
  | 'Outcome'
  | 'TimeToFirstToken'
  | 'GenerationTime'
  | 'PromptTokens'
  | 'AnswerTokens'
  | 'PicturesRead'
  | 'RateLimitsMet'
  /** How long it took to hear what was said; how it ended, by kind. */
  | 'TranscriptionTime'
  | 'Transcription'
  /** A question found the machine asleep. */
  | 'ModelServerWakes'
  | 'WakeTime'
  /** 1 or 0, at each look of `maintenance`. */
  | 'ModelServerRunning'
  | 'ModelServerStops'
  /** Of the dispatcher; what they queued, and how long ago was due what was due first when they looked. */
  | 'Ticks'
  | 'Dispatched'
  | 'OldestDue'
  /** By `provider` and `outcome`: `ok`, or what was wrong by its kind. */
  | 'ProviderCalls'
  /** By `provider`. */
  | 'ProviderTime'
  /** Of a connection that was to be read just now: how long ago that worked last. */
  | 'SyncAge'
  /** Somebody has to connect it anew. */
  | 'ConnectionsBroken';

export interface Meter {
  count(name: MetricName, value?: number, dimensions?: Record<string, string>): void;
  /** Milliseconds. */
  time(name: MetricName, ms: number, dimensions?: Record<string, string>): void;
  flush(): void;
}

export const NAMESPACE = 'TelegramBot';

export const createPowertoolsMeter = (serviceName: string): Meter => {
  const metrics = new Metrics({ namespace: NAMESPACE, serviceName });
  // Written with each metric, which also clears its dimensions. Kept, because each makes a console of its own.
  const single = metrics.singleMetric();
  // Powertools warns when there is nothing to write; that is normal here.
  const flush = () => void (metrics.hasStoredMetrics() && metrics.publishStoredMetrics());
  const to = (dimensions: Record<string, string> | undefined): Metrics => {
    if (!dimensions) return metrics;
    for (const [key, text] of Object.entries(dimensions)) single.addDimension(key, text);
    return single;
  };
  return {
    count: (name, value = 1, dimensions) => to(dimensions).addMetric(name, MetricUnit.Count, value),
    time: (name, ms, dimensions) => to(dimensions).addMetric(name, MetricUnit.Milliseconds, ms),
    flush,
  };
};

export const silentMeter: Meter = { count: () => {}, time: () => {}, flush: () => {} };
