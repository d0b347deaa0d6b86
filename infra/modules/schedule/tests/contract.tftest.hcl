mock_provider "aws" {}

variables {
  name                = "steward-maintenance"
  description         = "Looks whether the model server is idle"
  schedule_expression = "rate(5 minutes)"
  function_name       = "steward-maintenance"
  function_alias      = "live"
  function_alias_arn  = "arn:aws:lambda:us-east-1:111122223333:function:steward-maintenance:live"
}

run "refuses_a_name_no_rule_can_have" {
  command = plan
  variables {
    name = "every five minutes"
  }
  expect_failures = [var.name]
}

run "refuses_what_is_no_schedule" {
  command = plan
  variables {
    schedule_expression = "*/5 * * * *"
    retries             = 3
  }
  expect_failures = [var.schedule_expression, var.retries]
}
