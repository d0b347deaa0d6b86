// The port of the queues that updates, our own notes and what is due wait in.

export interface UpdateQueue {
  send(message: { groupId: string; deduplicationId: string; body: string }): Promise<void>;
  /** @param queueArn where the message came from; absent: the queue that `send` sends to */
  changeVisibility(receiptHandle: string, seconds: number, queueArn?: string): Promise<void>;
}
