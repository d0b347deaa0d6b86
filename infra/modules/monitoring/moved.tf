# Alarms that had a resource each keep what they are.
moved {
  from = aws_cloudwatch_metric_alarm.functions
  to   = aws_cloudwatch_metric_alarm.this
}

moved {
  from = aws_cloudwatch_metric_alarm.logged_errors
  to   = aws_cloudwatch_metric_alarm.this["logged-errors"]
}

moved {
  from = aws_cloudwatch_metric_alarm.dead_letters
  to   = aws_cloudwatch_metric_alarm.this["dead-letters"]
}

moved {
  from = aws_cloudwatch_metric_alarm.oldest_message
  to   = aws_cloudwatch_metric_alarm.this["oldest-message"]
}

moved {
  from = aws_cloudwatch_metric_alarm.due_dead_letters
  to   = aws_cloudwatch_metric_alarm.this["due-dead-letters"]
}

moved {
  from = aws_cloudwatch_metric_alarm.no_tick
  to   = aws_cloudwatch_metric_alarm.this["no-tick"]
}

moved {
  from = aws_cloudwatch_metric_alarm.oldest_due
  to   = aws_cloudwatch_metric_alarm.this["oldest-due"]
}

moved {
  from = aws_cloudwatch_metric_alarm.server_errors
  to   = aws_cloudwatch_metric_alarm.this["5xx"]
}

moved {
  from = aws_cloudwatch_metric_alarm.api_throttles
  to   = aws_cloudwatch_metric_alarm.this["api-throttles"]
}
