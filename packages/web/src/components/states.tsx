// What stands where nothing can stand yet: it loads, it failed, or there is none.
import type { ComponentChildren, JSX } from 'preact';
import { t } from '../texts/texts.ts';
import { Icon, type IconName } from './icons.tsx';

/** Grey rows in the shape of what comes, so that nothing jumps. */
export const Skeleton = ({ rows = [3, 4] }: { rows?: number[] | undefined }): JSX.Element => (
  <div class="sections" role="status">
    <span class="hidden">{t('frame').loading}</span>
    {rows.map((count, index) => (
      <div class="section" aria-hidden="true" key={index}>
        <div class="section-head">
          <span class="bone short" />
        </div>
        <div class="card">
          {Array.from({ length: count }, (_, row) => (
            <div class="row" key={row}>
              <span class="bone square" />
              <span class="bone" />
            </div>
          ))}
        </div>
      </div>
    ))}
  </div>
);

export const Empty = ({ icon, children }: { icon: IconName; children: ComponentChildren }): JSX.Element => (
  <div class="empty">
    <Icon name={icon} />
    <p>{children}</p>
  </div>
);

export const Failure = ({ text, onAgain }: { text: string; onAgain?: () => void }): JSX.Element => (
  <div class="empty" role="alert">
    <Icon name="cloudOff" />
    <p>{text}</p>
    {onAgain && (
      <button type="button" class="button" onClick={onAgain}>
        {t('frame').tryAgain}
      </button>
    )}
  </div>
);
