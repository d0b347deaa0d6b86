// An answer that goes on where it was cut off.

/** What the Continue button says to the model in the person's name. */
export const CONTINUE = 'Continue exactly where you stopped, without repeating anything.';
