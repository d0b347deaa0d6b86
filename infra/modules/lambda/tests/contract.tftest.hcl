mock_provider "aws" {}

variables {
  function_name   = "steward-worker"
  description     = "Answers"
  zip_path        = "tests/fixtures/function.zip"
  memory_mb       = 1024
  timeout_seconds = 900
  environment     = {}
}

run "says_that_a_zip_must_be_built_first" {
  command = plan
  variables {
    zip_path = "tests/fixtures/missing.zip"
  }
  expect_failures = [aws_lambda_function.this]
}

run "refuses_a_name_no_function_can_have" {
  command = plan
  variables {
    function_name = "the worker"
  }
  expect_failures = [var.function_name]
}

run "refuses_an_unknown_processor" {
  command = plan
  variables {
    architecture = "x86"
  }
  expect_failures = [var.architecture]
}

run "refuses_too_little" {
  command = plan
  variables {
    memory_mb       = 127
    timeout_seconds = 0
    canary_weight   = -0.1
  }
  expect_failures = [var.memory_mb, var.timeout_seconds, var.canary_weight]
}

run "refuses_too_much" {
  command = plan
  variables {
    memory_mb       = 10241
    timeout_seconds = 901
    canary_weight   = 1
  }
  expect_failures = [var.memory_mb, var.timeout_seconds, var.canary_weight]
}

run "refuses_one_call_at_a_time" {
  command = plan
  variables {
    queues = { updates = { arn = "arn:aws:sqs:us-east-1:111122223333:steward-updates.fifo", maximum_concurrency = 1 } }
  }
  expect_failures = [var.queues]
}

run "refuses_more_calls_than_lambda_counts" {
  command = plan
  variables {
    queues = { updates = { arn = "arn:aws:sqs:us-east-1:111122223333:steward-updates.fifo", maximum_concurrency = 1001 } }
  }
  expect_failures = [var.queues]
}
