// What a screen shows of what it reads: once it is there; until then that it loads, or why it could not be read.
import type { ComponentChildren, JSX } from 'preact';
import { Failure, Skeleton } from '../components/states.tsx';
import type { Resource } from './resource.ts';

export interface LoadedProps<A> {
  resource: Resource<A>;
  /** How many each section will have. */
  rows?: number[];
  children: (answer: A) => ComponentChildren;
}

export const Loaded = <A,>({
  resource: { data, fault, load },
  rows,
  children,
}: LoadedProps<A>): JSX.Element => {
  if (data.value !== undefined) return <>{children(data.value)}</>;
  return fault.value ? <Failure text={fault.value} onAgain={load} /> : <Skeleton rows={rows} />;
};
