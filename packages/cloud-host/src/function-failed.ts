// How a call of a function can fail, besides by its timeout.

/** The function threw, or its process ended. The message is the function's own, which holds no secret and no user's text. */
export class FunctionFailed extends Error {
  readonly code = 'FUNCTION_FAILED';
  /** Name of the error that was thrown, or `Runtime.ExitError`. */
  readonly type: string;
  constructor(functionName: string, type: string, message: string) {
    super(`${functionName} failed: ${type}: ${message}`);
    this.name = 'FunctionFailed';
    this.type = type;
  }
}
