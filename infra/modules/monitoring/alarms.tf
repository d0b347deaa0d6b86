# Twenty alarms, one more for speech, and three for connections; an account has ten free. Each tells when it begins and when it is over.
locals {
  logged_errors = "LoggedErrors"
  api_throttles = "ApiThrottles"
  five_minutes  = 300

  # Timeouts and out-of-memory log no level: Lambda's own count sees them.
  function_alarms = merge([
    for key, function in var.functions : {
      "${key}-errors" = {
        namespace   = "AWS/Lambda"
        metric      = "Errors"
        dimensions  = { FunctionName = function.name }
        description = "${function.name} failed: it threw, ran out of time or out of memory. Its log group tells more."
      }
      "${key}-throttles" = {
        namespace   = "AWS/Lambda"
        metric      = "Throttles"
        dimensions  = { FunctionName = function.name }
        description = "${function.name} was not run, because the account's concurrency is used up."
      }
    }
  ]...)

  slow_alarms = {
    for key, function in var.functions : "${key}-slow" => {
      namespace   = "AWS/Lambda"
      metric      = "Duration"
      dimensions  = { FunctionName = function.name }
      statistic   = "p99"
      threshold   = function.slow_ms
      description = "${function.name} took longer than ${function.slow_ms} ms for its slowest calls. Is the table there?"
    } if function.slow_ms != null
  }

  # What an alarm does not tell otherwise: it begins with the first one of what its metric counts.
  usual = {
    namespace  = local.namespace
    dimensions = null
    statistic  = "Sum"
    period     = local.five_minutes
    comparison = "GreaterThanThreshold"
    threshold  = 0
    missing    = "notBreaching"
  }

  alarms = merge(local.function_alarms, local.slow_alarms, local.connection_alarms, {
    "logged-errors" = {
      metric      = local.logged_errors
      comparison  = "GreaterThanOrEqualToThreshold"
      threshold   = 1
      description = "A function logged an error. Look for level = ERROR in the log groups."
    }
    "dead-letters" = {
      namespace   = "AWS/SQS"
      metric      = "ApproximateNumberOfMessagesVisible"
      dimensions  = { QueueName = var.dead_letter_queue_name }
      statistic   = "Maximum"
      description = "An update could not be answered and waits in the dead-letter queue: scripts/redrive.sh."
    }
    "oldest-message" = {
      namespace   = "AWS/SQS"
      metric      = "ApproximateAgeOfOldestMessage"
      dimensions  = { QueueName = var.queue_name }
      statistic   = "Maximum"
      threshold   = var.oldest_message_seconds
      description = "An update has waited for more than ${var.oldest_message_seconds} seconds. Is the model server there?"
    }
    "due-dead-letters" = {
      namespace   = "AWS/SQS"
      metric      = "ApproximateNumberOfMessagesVisible"
      dimensions  = { QueueName = var.due_dead_letter_queue_name }
      statistic   = "Maximum"
      description = "Something that was due could not be delivered after every try."
    }
    "no-tick" = {
      metric      = "Ticks"
      dimensions  = { service = "dispatcher" }
      comparison  = "LessThanThreshold"
      threshold   = 1
      missing     = "breaching"
      description = "For five minutes nobody has looked at what is due: reminders come late."
    }
    # Only one tick of ten looks at all that is overdue.
    "oldest-due" = {
      metric      = "OldestDue"
      dimensions  = { service = "dispatcher" }
      statistic   = "Maximum"
      period      = 2 * local.five_minutes
      threshold   = 1000 * local.five_minutes
      description = "Something has been due for more than five minutes and is not done."
    }
    "5xx" = {
      namespace   = "AWS/ApiGateway"
      metric      = "5xx"
      dimensions  = { ApiId = var.api_id }
      threshold   = 10
      description = "Requests are answered with 5xx: updates of Telegram, which sends them again, or the app's. Look at webhook and web."
    }
    "api-throttles" = {
      metric      = local.api_throttles
      description = "More requests came than the API lets through: updates of Telegram may be among those refused."
    }
  })
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each            = { for name, alarm in local.alarms : name => merge(local.usual, alarm) }
  alarm_name          = "${var.project_name}-${each.key}"
  alarm_description   = each.value.description
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = each.value.statistic == "p99" ? null : each.value.statistic
  extended_statistic  = each.value.statistic == "p99" ? each.value.statistic : null
  period              = each.value.period
  evaluation_periods  = 1
  comparison_operator = each.value.comparison
  threshold           = each.value.threshold
  treat_missing_data  = each.value.missing
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

# The API's own metric counts these together with every other 4xx, and anybody can cause those. So can anybody at the app,
# whose routes are throttled by themselves: GET and ANY.
resource "aws_cloudwatch_log_metric_filter" "api_throttles" {
  name           = "${var.project_name}-api-throttles"
  log_group_name = var.api_log_group_name
  pattern        = "{ ($.status = \"429\") && ($.route != \"GET *\") && ($.route != \"ANY *\") }"

  metric_transformation {
    namespace = local.namespace
    name      = local.api_throttles
    value     = "1"
    unit      = "Count"
  }
}
