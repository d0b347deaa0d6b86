# Calls a function again and again. A rule with a permission of the function's own: no role is needed, so that it works
# where none can be made.
resource "aws_cloudwatch_event_rule" "this" {
  name                = var.name
  description         = var.description
  schedule_expression = var.schedule_expression
  state               = var.enabled ? "ENABLED" : "DISABLED"
}

resource "aws_cloudwatch_event_target" "this" {
  rule      = aws_cloudwatch_event_rule.this.name
  target_id = "function"
  arn       = var.function_alias_arn
}

resource "aws_lambda_permission" "this" {
  statement_id  = "schedule"
  action        = "lambda:InvokeFunction"
  function_name = var.function_name
  qualifier     = var.function_alias
  principal     = "events.amazonaws.com"
  source_arn    = aws_cloudwatch_event_rule.this.arn
}

# Lambda tries a failed call twice more, minutes later, unless it is told otherwise.
resource "aws_lambda_function_event_invoke_config" "this" {
  count                        = var.retries == null ? 0 : 1
  function_name                = var.function_name
  qualifier                    = var.function_alias
  maximum_retry_attempts       = var.retries
  maximum_event_age_in_seconds = 60
}
