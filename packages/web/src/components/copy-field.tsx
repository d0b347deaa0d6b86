// Words to take along.
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { t } from '../texts/texts.ts';

/** Where the clipboard is not given to a page in a frame, the words are marked, to be copied by hand. */
export const CopyField = ({ label, value }: { label: string; value: string }): JSX.Element => {
  const field = useRef<HTMLInputElement>(null);
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
    } catch {
      setCopied(document.execCommand('copy'));
    }
  };
  return (
    <div class="rename">
      <input ref={field} type="text" readOnly aria-label={label} value={value} />
      <button type="button" class="button" onClick={() => void copy()}>
        {t('frame')[isCopied ? 'copied' : 'copy']}
      </button>
    </div>
  );
};
