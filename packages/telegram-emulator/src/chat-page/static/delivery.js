// Sends what was written, in the order it was written, and gives the text back when that failed.
import { toastFailure } from './toast.js';

/**
 * Makes the queue of a composer.
 * @param {{ onSent: () => void, giveBack: (text: string) => void }} options
 */
export const createDelivery = ({ onSent, giveBack }) => {
  let last = Promise.resolve();
  /** @param {() => Promise<unknown>} work @param {string} [text] */
  return (work, text) => {
    last = last.then(work).then(onSent, (error) => {
      toastFailure(error);
      if (text) giveBack(text);
    });
  };
};
