// Lambda entry: every few minutes → a look after the model server.
import { composeMaintenance } from '../compose-maintenance.ts';

const lookAfter = composeMaintenance(process.env);

/** The schedule's event says nothing that is needed. */
export const handler = async () => ({ outcome: await lookAfter() });
