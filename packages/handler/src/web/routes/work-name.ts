// What the app calls a work that it asked for: the work's id, and when it was queued. Until the worker takes it nothing is
// known of it, and the time tells what still waits from what is over.
import { appWorkOf, idOfAppWork } from '../../queue/app-work.ts';

export interface NamedWork {
  /** As the app gave it. */
  id: string;
  queuedMs: number;
}

export const nameOfWork = ({ id, queuedMs }: NamedWork): string => `${appWorkOf(id)}@${queuedMs}`;

export const readWork = (name: string): NamedWork | undefined => {
  const [, work, ms] = /^(w[\da-f-]+)@(\d{1,15})$/.exec(name) ?? [];
  const id = idOfAppWork(work);
  return id === undefined ? undefined : { id, queuedMs: Number(ms) };
};
