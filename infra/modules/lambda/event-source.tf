# The queue that calls the function, where there is one. Batch size 1: an answer may take minutes, and the next message of
# the batch would wait for it in vain.
resource "aws_lambda_event_source_mapping" "queue" {
  count                   = var.queue == null ? 0 : 1
  event_source_arn        = var.queue.arn
  function_name           = aws_lambda_alias.live.arn
  batch_size              = 1
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = var.queue.maximum_concurrency
  }

  # Lambda asks at once whether the role may read the queue.
  depends_on = [aws_iam_role_policy.this]
}
