// Names and values, one below the other.
import type { JSX } from 'preact';

/** What has no value is left out. */
export const Facts = ({ facts }: { facts: [name: string, value: string | undefined][] }): JSX.Element => (
  <dl class="facts">
    {facts.map(
      ([name, value]) =>
        value !== undefined && (
          <div key={name}>
            <dt>{name}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ),
    )}
  </dl>
);
