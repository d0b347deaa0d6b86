# Seventeen alarms; an account has ten free. Each tells when it begins and when it is over.
locals {
  logged_errors = "LoggedErrors"
  api_throttles = "ApiThrottles"
  five_minutes  = 300
  dispatcher    = { service = "dispatcher" }

  function_alarms = merge([
    for key, function in var.functions : {
      "${key}-errors" = {
        metric      = "Errors"
        function    = function.name
        description = "${function.name} failed: it threw, ran out of time or out of memory. Its log group tells more."
      }
      "${key}-throttles" = {
        metric      = "Throttles"
        function    = function.name
        description = "${function.name} was not run, because the account's concurrency is used up."
      }
    }
  ]...)
}

resource "aws_cloudwatch_log_metric_filter" "errors" {
  for_each       = var.functions
  name           = "${each.value.name}-errors"
  log_group_name = each.value.log_group_name
  pattern        = "{ $.level = \"ERROR\" }"

  metric_transformation {
    namespace = local.namespace
    name      = local.logged_errors
    value     = "1"
    unit      = "Count"
  }
}

resource "aws_cloudwatch_metric_alarm" "logged_errors" {
  alarm_name          = "${var.project_name}-logged-errors"
  alarm_description   = "A function logged an error. Look for level = ERROR in the log groups."
  namespace           = local.namespace
  metric_name         = local.logged_errors
  statistic           = "Sum"
  period              = local.five_minutes
  evaluation_periods  = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

# Timeouts and out-of-memory log no level: Lambda's own count sees them.
resource "aws_cloudwatch_metric_alarm" "functions" {
  for_each            = local.function_alarms
  alarm_name          = "${var.project_name}-${each.key}"
  alarm_description   = each.value.description
  namespace           = "AWS/Lambda"
  metric_name         = each.value.metric
  dimensions          = { FunctionName = each.value.function }
  statistic           = "Sum"
  period              = local.five_minutes
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "dead_letters" {
  alarm_name          = "${var.project_name}-dead-letters"
  alarm_description   = "An update could not be answered and waits in the dead-letter queue: scripts/redrive.sh."
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = var.dead_letter_queue_name }
  statistic           = "Maximum"
  period              = local.five_minutes
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "oldest_message" {
  alarm_name          = "${var.project_name}-oldest-message"
  alarm_description   = "An update has waited for more than ${var.oldest_message_seconds} seconds. Is the model server there?"
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateAgeOfOldestMessage"
  dimensions          = { QueueName = var.queue_name }
  statistic           = "Maximum"
  period              = local.five_minutes
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.oldest_message_seconds
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "due_dead_letters" {
  alarm_name          = "${var.project_name}-due-dead-letters"
  alarm_description   = "Something that was due could not be delivered after every try."
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = var.due_dead_letter_queue_name }
  statistic           = "Maximum"
  period              = local.five_minutes
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "no_tick" {
  alarm_name          = "${var.project_name}-no-tick"
  alarm_description   = "For five minutes nobody has looked at what is due: reminders come late."
  namespace           = local.namespace
  metric_name         = "Ticks"
  dimensions          = local.dispatcher
  statistic           = "Sum"
  period              = local.five_minutes
  evaluation_periods  = 1
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  treat_missing_data  = "breaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

# Only one tick of ten looks at all that is overdue.
resource "aws_cloudwatch_metric_alarm" "oldest_due" {
  alarm_name          = "${var.project_name}-oldest-due"
  alarm_description   = "Something has been due for more than five minutes and is not done."
  namespace           = local.namespace
  metric_name         = "OldestDue"
  dimensions          = local.dispatcher
  statistic           = "Maximum"
  period              = 2 * local.five_minutes
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 1000 * local.five_minutes
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "server_errors" {
  alarm_name          = "${var.project_name}-5xx"
  alarm_description   = "Telegram's updates are refused with 5xx. It sends them again; look at the webhook."
  namespace           = "AWS/ApiGateway"
  metric_name         = "5xx"
  dimensions          = { ApiId = var.api_id }
  statistic           = "Sum"
  period              = local.five_minutes
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 10
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

# The API's own metric counts these together with every other 4xx, and anybody can cause those.
resource "aws_cloudwatch_log_metric_filter" "api_throttles" {
  name           = "${var.project_name}-api-throttles"
  log_group_name = var.api_log_group_name
  pattern        = "{ $.status = \"429\" }"

  metric_transformation {
    namespace = local.namespace
    name      = local.api_throttles
    value     = "1"
    unit      = "Count"
  }
}

resource "aws_cloudwatch_metric_alarm" "api_throttles" {
  alarm_name          = "${var.project_name}-api-throttles"
  alarm_description   = "More requests came than the API lets through: updates of Telegram may be among those refused."
  namespace           = local.namespace
  metric_name         = local.api_throttles
  statistic           = "Sum"
  period              = local.five_minutes
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "table_throttles" {
  alarm_name          = "${var.project_name}-table-throttles"
  alarm_description   = "The table took no more reads or writes for a moment. They are tried again; answers come late."
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]

  dynamic "metric_query" {
    for_each = { reads = "ReadThrottleEvents", writes = "WriteThrottleEvents" }

    content {
      id = metric_query.key

      metric {
        namespace   = "AWS/DynamoDB"
        metric_name = metric_query.value
        dimensions  = { TableName = var.table_name }
        stat        = "Sum"
        period      = local.five_minutes
      }
    }
  }

  metric_query {
    id          = "both"
    label       = "Throttled reads and writes"
    expression  = "FILL(reads, 0) + FILL(writes, 0)"
    return_data = true
  }
}
