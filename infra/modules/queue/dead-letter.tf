# What thirty tries could not answer rests here, with an alarm, until an operator sends it again or throws it away.
locals {
  fourteen_days = 14 * 24 * 60 * 60
}

resource "aws_sqs_queue" "dead_letters" {
  name                      = "${var.dead_letter_name}.fifo"
  fifo_queue                = true
  deduplication_scope       = "messageGroup"
  fifo_throughput_limit     = "perMessageGroupId"
  message_retention_seconds = local.fourteen_days
  sqs_managed_sse_enabled   = true
}

resource "aws_sqs_queue_redrive_allow_policy" "dead_letters" {
  count     = var.restrict_dead_letter_source ? 1 : 0
  queue_url = aws_sqs_queue.dead_letters.id

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.this.arn]
  })
}
