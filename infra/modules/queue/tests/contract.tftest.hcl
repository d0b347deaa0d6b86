mock_provider "aws" {}

variables {
  name                       = "steward-updates"
  dead_letter_name           = "steward-dead-letters"
  consumer_timeout_seconds   = 900
  visibility_timeout_seconds = 900
}

run "refuses_a_visibility_below_the_workers_timeout" {
  command = plan
  variables {
    visibility_timeout_seconds = 899
  }
  expect_failures = [var.visibility_timeout_seconds]
}

run "refuses_a_visibility_beyond_twelve_hours" {
  command = plan
  variables {
    visibility_timeout_seconds = 43201
  }
  expect_failures = [var.visibility_timeout_seconds]
}

run "refuses_no_try_at_all" {
  command = plan
  variables {
    max_receive_count = 0
  }
  expect_failures = [var.max_receive_count]
}

run "refuses_more_tries_than_sqs_counts" {
  command = plan
  variables {
    max_receive_count = 1001
  }
  expect_failures = [var.max_receive_count]
}

run "refuses_a_name_that_ends_in_fifo" {
  command = plan
  variables {
    name = "updates.fifo"
  }
  expect_failures = [var.name]
}

run "refuses_one_name_for_both_queues" {
  command = plan
  variables {
    dead_letter_name = "steward-updates"
  }
  expect_failures = [var.dead_letter_name]
}
