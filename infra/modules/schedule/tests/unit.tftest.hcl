mock_provider "aws" {
  mock_resource "aws_cloudwatch_event_rule" {
    override_during = plan
    defaults        = { arn = "arn:aws:events:us-east-1:111122223333:rule/steward-maintenance" }
  }
}

variables {
  name                = "steward-maintenance"
  description         = "Looks whether the model server is idle"
  schedule_expression = "rate(5 minutes)"
  function_name       = "steward-maintenance"
  function_alias      = "live"
  function_alias_arn  = "arn:aws:lambda:us-east-1:111122223333:function:steward-maintenance:live"
}

run "calls_the_live_version_again_and_again" {
  command = plan

  assert {
    condition     = aws_cloudwatch_event_rule.this.schedule_expression == "rate(5 minutes)" && aws_cloudwatch_event_rule.this.state == "ENABLED"
    error_message = "The rule fires every five minutes."
  }
  assert {
    condition     = length(aws_lambda_function_event_invoke_config.this) == 0
    error_message = "Lambda tries again as it always does."
  }
  assert {
    condition     = aws_cloudwatch_event_target.this.arn == var.function_alias_arn
    error_message = "The rule calls what is live."
  }
}

run "needs_no_role" {
  command = plan

  assert {
    condition     = aws_cloudwatch_event_target.this.role_arn == null && aws_cloudwatch_event_rule.this.role_arn == null
    error_message = "Neither the rule nor its target has a role."
  }
  assert {
    condition = (
      aws_lambda_permission.this.principal == "events.amazonaws.com" &&
      aws_lambda_permission.this.qualifier == "live" &&
      aws_lambda_permission.this.source_arn == "arn:aws:events:us-east-1:111122223333:rule/steward-maintenance"
    )
    error_message = "The function lets this one rule call its live version."
  }
}

run "rests_and_gives_up_when_told_to" {
  command = plan

  variables {
    enabled = false
    retries = 0
  }

  assert {
    condition = (
      length(aws_lambda_function_event_invoke_config.this) == 1 &&
      aws_lambda_function_event_invoke_config.this[0].qualifier == "live" &&
      aws_lambda_function_event_invoke_config.this[0].maximum_retry_attempts == 0
    )
    error_message = "Lambda calls the live version once."
  }

  assert {
    condition     = aws_cloudwatch_event_rule.this.state == "DISABLED"
    error_message = "The rule does not fire."
  }
}
