mock_provider "aws" {}

variables {
  project_name               = "steward"
  aws_region                 = "us-east-1"
  account_id                 = "111122223333"
  functions                  = { worker = { name = "steward-worker", log_group_name = "/aws/lambda/steward-worker" } }
  queue_name                 = "steward-updates.fifo"
  dead_letter_queue_name     = "steward-dead-letters.fifo"
  due_queue_name             = "steward-due.fifo"
  due_dead_letter_queue_name = "steward-due-dead-letters.fifo"
  api_id                     = "a1b2c3"
  api_log_group_name         = "/aws/vendedlogs/steward-api"
  table_name                 = "chatbot-sessions"
}

run "refuses_an_alarm_that_never_rests" {
  command = plan
  variables {
    oldest_message_seconds = 59
  }
  expect_failures = [var.oldest_message_seconds]
}

run "refuses_what_is_no_address" {
  command = plan
  variables {
    alarm_email = "owner"
  }
  expect_failures = [var.alarm_email]
}

run "refuses_a_budget_that_tells_nobody" {
  command = plan
  variables {
    monthly_budget_usd = 25
  }
  expect_failures = [var.monthly_budget_usd]
}

run "refuses_a_budget_below_nothing" {
  command = plan
  variables {
    monthly_budget_usd = -1
    alarm_email        = "owner@example.org"
  }
  expect_failures = [var.monthly_budget_usd]
}
