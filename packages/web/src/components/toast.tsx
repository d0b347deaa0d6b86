// One short sentence at the edge of the screen, with a way back where there is one.
import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { t } from '../texts/texts.ts';

export interface Toast {
  text: string;
  undo?: () => void;
}

export interface Toasts {
  readonly now: { readonly value: Toast | undefined };
  show: (toast: Toast) => void;
  hide: () => void;
}

export const createToasts = (): Toasts => {
  const now = signal<Toast | undefined>(undefined);
  return {
    now,
    show: (toast) => {
      now.value = toast;
    },
    hide: () => {
      now.value = undefined;
    },
  };
};

/** Long enough to read it and to reach for Undo. */
const SHOWN_MS = 7000;

/** The region is there before its text, or a screen reader would not say it. */
export const ToastRegion = ({ toasts }: { toasts: Toasts }): JSX.Element => {
  const toast = toasts.now.value;
  useEffect(() => {
    if (!toast) return undefined;
    const timer = setTimeout(toasts.hide, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [toast]);
  return (
    <div class="toasts">
      <div class={toast ? 'toast shown' : 'toast'}>
        <span role="status">{toast?.text}</span>
        {toast?.undo && (
          <button
            type="button"
            class="toast-action"
            onClick={() => {
              toasts.hide();
              toast.undo?.();
            }}
          >
            {t('frame').undo}
          </button>
        )}
      </div>
    </div>
  );
};
