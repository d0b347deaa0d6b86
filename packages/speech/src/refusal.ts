/** What a request is refused with, as OpenAI's API tells it. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly status: number;
  readonly code: string | null;

  constructor(status: number, message: string, code: string | null = null) {
    super(message);
    this.status = status;
    this.code = code;
  }

  get body(): object {
    const type = this.status < 500 ? 'invalid_request_error' : 'server_error';
    return { error: { message: this.message, type, param: null, code: this.code } };
  }
}
