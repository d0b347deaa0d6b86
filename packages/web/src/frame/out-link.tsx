// The way out of the app.
import type { JSX } from 'preact';
import { useSteward } from './steward.ts';

/** Opens beside the app; inside Telegram in the person's browser. */
export const OutLink = ({ href, children }: { href: string; children: string }): JSX.Element => {
  const { bridge } = useSteward();
  return (
    <a
      class="link out"
      href={href}
      target="_blank"
      rel="noreferrer"
      onClick={(event) => {
        if (!bridge) return;
        event.preventDefault();
        bridge.openLink(href);
      }}
    >
      {children}
    </a>
  );
};
