// Counts what providers are asked, how that ended and how long it took.
import type { Clock, ConnectionProvider } from '@steward/core';
import type { Meter } from '../observability/metrics.ts';
import { faultOf } from './connection-fault.ts';

export type MeasureCalls = <T>(provider: ConnectionProvider, call: () => Promise<T>) => Promise<T>;

export const createMeasureCalls =
  ({ clock, meter }: { clock: Pick<Clock, 'now'>; meter: Meter }): MeasureCalls =>
  async (provider, call) => {
    const startMs = clock.now();
    let outcome = 'ok';
    try {
      return await call();
    } catch (error) {
      outcome = faultOf(error) ?? 'unexpected';
      throw error;
    } finally {
      meter.count('ProviderCalls', 1, { provider, outcome });
      meter.time('ProviderTime', clock.now() - startMs, { provider });
    }
  };
