// What to do elsewhere, one thing after the other.
import type { ComponentChildren, JSX } from 'preact';

export const Steps = ({ steps }: { steps: ComponentChildren[] }): JSX.Element => (
  <ol class="steps">
    {steps.map((step, index) => (
      <li class="step" key={index}>
        <span class="step-mark" aria-hidden="true">
          {index + 1}
        </span>
        <span class="row-text">{step}</span>
      </li>
    ))}
  </ol>
);
