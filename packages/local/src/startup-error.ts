/** Why the product cannot start, in one clear line for the person at the terminal. */
export class StartupError extends Error {
  override readonly name = 'StartupError';
}
