// What stands around every screen: its title, the way to the others, the connection, and what was just said.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../components/icons.tsx';
import { ToastRegion } from '../components/toast.tsx';
import { type BarPage, barFor, before, type Place } from '../places.ts';
import { t } from '../texts/texts.ts';
import { useSteward } from './steward.ts';

/** The heading takes the focus when its screen comes, so that keyboard and screen reader begin there. */
export const Heading = ({
  children,
  sub,
}: {
  children: ComponentChildren;
  sub?: ComponentChildren;
}): JSX.Element => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    window.scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <header class="heading">
      <h1 ref={heading} tabIndex={-1}>
        {children}
      </h1>
      {sub && <p class="heading-sub">{sub}</p>}
    </header>
  );
};

/** A plain click stays in the app; any other (a new tab, a copied address) is the browser's. */
export const PlaceLink = ({
  to,
  children,
  ...rest
}: {
  to: Place;
  children: ComponentChildren;
  class?: string;
  'aria-current'?: 'page' | 'true' | undefined;
}): JSX.Element => {
  const { router, bridge } = useSteward();
  return (
    <a
      {...rest}
      href={router.pathOf(to)}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        bridge?.haptic('selection');
        router.go(to);
      }}
    >
      {children}
    </a>
  );
};

const Navigation = ({ pages }: { pages: readonly BarPage[] }): JSX.Element => {
  const { place } = useSteward().router;
  const behind = pages.some((page) => page === place.value) ? undefined : before(place.value);
  return (
    <nav class="navigation" aria-label={t('frame').navigation}>
      <span class="brand" aria-hidden="true">
        Steward
      </span>
      {pages.map((page) => (
        <PlaceLink
          key={page}
          to={page}
          aria-current={place.value === page ? 'page' : behind === page ? 'true' : undefined}
        >
          <Icon name={page} />
          <span>{t('frame').places[page]}</span>
        </PlaceLink>
      ))}
    </nav>
  );
};

const Connection = (): JSX.Element => {
  const { trouble } = useSteward();
  const now = trouble.value;
  const text =
    now && (navigator.onLine ? t('frame').unreachable(Math.round(now.retryInMs / 1000)) : t('frame').offline);
  return (
    <div class={text ? 'connection shown' : 'connection'} role="status">
      {text && <Icon name="cloudOff" />}
      {text}
    </div>
  );
};

export const Shell = ({
  children,
  pages,
}: {
  children: ComponentChildren;
  pages?: readonly BarPage[];
}): JSX.Element => {
  const { toasts, me } = useSteward();
  const shown = pages ?? barFor(me.value?.isOperator ?? false);
  return (
    <div class={shown.length > 0 ? 'shell' : 'shell bare'}>
      <button type="button" class="skip" onClick={() => document.querySelector<HTMLElement>('h1')?.focus()}>
        {t('frame').skip}
      </button>
      {shown.length > 0 && <Navigation pages={shown} />}
      <Connection />
      <main>{children}</main>
      <ToastRegion toasts={toasts} />
    </div>
  );
};
