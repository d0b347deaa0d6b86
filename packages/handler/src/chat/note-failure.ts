// A model that failed: a line in the log by code and status, and what /status shows of it.
import type { ModelError } from '@steward/core';
import type { Services } from '../context/services.ts';
import type { UpdateContext } from '../context/update-context.ts';

/** Never fails: the person is told of the failure itself, and that must not wait for this. */
export const noteFailure = async (
  { clock, profiles }: Pick<Services, 'clock' | 'profiles'>,
  { owner, log }: Pick<UpdateContext, 'owner' | 'log'>,
  { code, status }: ModelError,
  model: string,
): Promise<void> => {
  // It was not asked.
  if (code === 'model-blind') return;
  log.warn('The model failed', {
    action: 'answer',
    error_code: code,
    ...(status !== undefined && { status }),
  });
  const atMs = clock.now();
  await profiles
    .update(owner, { modelFailure: { code, model, atMs }, updatedAtMs: atMs })
    .catch((error: unknown) => {
      log.warn('The failure of the model could not be kept', {
        action: 'note-failure',
        error: (error as Error).name,
      });
    });
};
