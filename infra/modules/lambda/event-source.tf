# The queues that call the function, where there are any. Batch size 1: an answer may take minutes, and the next message of
# the batch would wait for it in vain.
resource "aws_lambda_event_source_mapping" "queue" {
  for_each                = var.queues
  event_source_arn        = each.value.arn
  function_name           = aws_lambda_alias.live.arn
  batch_size              = 1
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = each.value.maximum_concurrency
  }

  # Lambda asks at once whether the role may read the queue.
  depends_on = [aws_iam_role_policy.this]
}

# There was one queue without a name.
moved {
  from = aws_lambda_event_source_mapping.queue[0]
  to   = aws_lambda_event_source_mapping.queue["updates"]
}
