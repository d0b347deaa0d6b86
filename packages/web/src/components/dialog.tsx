// A dialog: the browser's own, which keeps the focus inside, closes with Escape and gives the focus back.
import { signal } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../texts/texts.ts';
import { Icon } from './icons.tsx';

/** How to close each that is open, the topmost last: Telegram's back button does. */
export const openDialogs = signal<readonly (() => void)[]>([]);

export interface DialogProps {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
  /** A list from the bottom edge on phones; else a small one in the middle. */
  isSheet?: boolean;
  /** As high as what it holds. */
  isShort?: boolean;
}

export const Dialog = ({ title, onClose, children, isSheet, isShort }: DialogProps): JSX.Element => {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  // Before it is painted: what is typed at once belongs to it.
  useLayoutEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    // Typing comes first, but with a finger the keyboard would hide the rest.
    const isTyped = matchMedia('(pointer: fine)').matches;
    const field = isTyped ? element?.querySelector('input') : undefined;
    if (field) field.focus();
    else if (isShort) heading.current?.focus();
    const closeThis = () => close.current();
    openDialogs.value = [...openDialogs.value, closeThis];
    return () => {
      openDialogs.value = openDialogs.value.filter((one) => one !== closeThis);
      element?.close();
      // The element is gone too early for the browser to do it.
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it, which the browser tells as `cancel`
    <dialog
      ref={dialog}
      class={['dialog', isSheet && 'sheet', isShort && 'short'].filter(Boolean).join(' ')}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      // Only what lies outside of the box reaches the dialog itself.
      onClick={(event) => event.target === event.currentTarget && onClose()}
    >
      <div class="dialog-box">
        <div class="dialog-head">
          <h2 id={id} ref={heading} tabIndex={-1}>
            {title}
          </h2>
          {isSheet && (
            <button type="button" class="round" aria-label={t('frame').close} onClick={onClose}>
              <Icon name="close" />
            </button>
          )}
        </div>
        {children}
      </div>
    </dialog>
  );
};

export interface ConfirmProps {
  title: string;
  text: string;
  action: string;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before what cannot be undone. The careful answer has the focus. */
export const Confirm = ({ title, text, action, onConfirm, onClose }: ConfirmProps): JSX.Element => (
  <Dialog title={title} onClose={onClose}>
    <p class="dialog-text">{text}</p>
    <div class="dialog-actions">
      <button type="button" class="button quiet" onClick={onClose}>
        {t('frame').cancel}
      </button>
      <button
        type="button"
        class="button danger"
        onClick={() => {
          onClose();
          onConfirm();
        }}
      >
        {action}
      </button>
    </div>
  </Dialog>
);
