// What a plan would change though nobody changed anything, and which of that is the server's own doing.
import { isDeepStrictEqual } from 'node:util';

interface PlannedChange {
  address: string;
  change: {
    actions: string[];
    before: Record<string, unknown> | null;
    after: Record<string, unknown> | null;
  };
}

/** `<address>: <attribute>`, or `<address>: <actions>` where something would be made, replaced or destroyed. */
export const readDrift = (plan: { resource_changes?: PlannedChange[] }): string[] =>
  (plan.resource_changes ?? [])
    .flatMap(({ address, change: { actions, before, after } }) => {
      if (actions.every((action) => action === 'no-op' || action === 'read')) return [];
      if (!isDeepStrictEqual(actions, ['update'])) return [`${address}: ${actions.join(', ')}`];
      const names = Object.keys({ ...before, ...after });
      const changed = names.filter((name) => !isDeepStrictEqual(before?.[name], after?.[name]));
      return changed.map((name) => `${address}: ${name}`);
    })
    .sort();

/** Every difference has its reason; one that is not here is drift of ours. */
export const OF_THE_SERVER: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['queue', 'due_queue'].map((name) => [
      `module.${name}.aws_sqs_queue.this: redrive_policy`,
      'The server writes the JSON with other blanks than Terraform does.',
    ]),
  ),
  ...Object.fromEntries(
    ['updates', 'due'].flatMap((name) => {
      const mapping = `module.worker.aws_lambda_event_source_mapping.queue["${name}"]`;
      return [
        [
          `${mapping}: function_name`,
          'The server puts the version in the place of the alias that the mapping was made with.',
        ],
        [
          `${mapping}: enabled`,
          "The host runs the functions and has switched the server's own use of the queue off.",
        ],
      ];
    }),
  ),
};
