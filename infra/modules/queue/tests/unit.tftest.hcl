mock_provider "aws" {
  mock_resource "aws_sqs_queue" {
    override_during = plan
    defaults        = { arn = "arn:aws:sqs:us-east-1:111122223333:steward-dead-letters.fifo" }
  }
}

variables {
  name                       = "steward-updates"
  dead_letter_name           = "steward-dead-letters"
  consumer_timeout_seconds   = 900
  visibility_timeout_seconds = 900
}

run "keeps_order_inside_a_chat_and_lets_chats_run_in_parallel" {
  command = plan

  assert {
    condition     = aws_sqs_queue.this.name == "steward-updates.fifo" && aws_sqs_queue.this.fifo_queue
    error_message = "The queue is FIFO."
  }
  assert {
    condition     = aws_sqs_queue.this.deduplication_scope == "messageGroup" && aws_sqs_queue.this.fifo_throughput_limit == "perMessageGroupId"
    error_message = "Throughput is counted for each chat by itself."
  }
  assert {
    condition     = !aws_sqs_queue.this.content_based_deduplication
    error_message = "Duplicates are told by the update's id: two people may write the same words."
  }
}

run "hides_a_message_while_the_worker_may_hold_it" {
  command = plan

  assert {
    condition     = aws_sqs_queue.this.visibility_timeout_seconds >= var.consumer_timeout_seconds
    error_message = "The visibility is not below the worker's timeout."
  }
}

run "lays_aside_what_thirty_tries_could_not_answer" {
  command = plan

  assert {
    condition     = jsondecode(aws_sqs_queue.this.redrive_policy) == { deadLetterTargetArn = "arn:aws:sqs:us-east-1:111122223333:steward-dead-letters.fifo", maxReceiveCount = 30 }
    error_message = "After 30 receives a message goes to the dead-letter queue."
  }
  assert {
    condition     = aws_sqs_queue.dead_letters.fifo_queue && aws_sqs_queue.dead_letters.message_retention_seconds == 1209600
    error_message = "Dead letters keep their order and stay for 14 days."
  }
  assert {
    condition     = length(aws_sqs_queue_redrive_allow_policy.dead_letters) == 0
    error_message = "No policy is made unless it is asked for."
  }
}

run "encrypts_both_queues" {
  command = plan

  assert {
    condition     = aws_sqs_queue.this.sqs_managed_sse_enabled && aws_sqs_queue.dead_letters.sqs_managed_sse_enabled
    error_message = "Updates are encrypted at rest."
  }
}

run "takes_dead_letters_from_its_own_queue_only" {
  command = plan

  variables {
    restrict_dead_letter_source = true
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.dead_letters[0].redrive_allow_policy).redrivePermission == "byQueue"
    error_message = "Only the named queue may send dead letters."
  }
}
