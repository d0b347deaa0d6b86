# One page that answers: does it work, how fast is it, what does it cost.
locals {
  function_names = [for function in values(var.functions) : function.name]

  widgets = concat([
    { title = "API: requests and 5xx", stat = "Sum", metrics = [
      ["AWS/ApiGateway", "Count", "ApiId", var.api_id],
      ["AWS/ApiGateway", "4xx", "ApiId", var.api_id],
      ["AWS/ApiGateway", "5xx", "ApiId", var.api_id],
    ] },
    { title = "API: latency, p99", stat = "p99", metrics = [
      ["AWS/ApiGateway", "Latency", "ApiId", var.api_id],
      ["AWS/ApiGateway", "IntegrationLatency", "ApiId", var.api_id],
    ] },
    { title = "Functions: invocations", stat = "Sum", metrics = [
      for name in local.function_names : ["AWS/Lambda", "Invocations", "FunctionName", name]
    ] },
    { title = "Functions: errors and throttles", stat = "Sum", metrics = concat(
      [for name in local.function_names : ["AWS/Lambda", "Errors", "FunctionName", name]],
      [for name in local.function_names : ["AWS/Lambda", "Throttles", "FunctionName", name]],
      [[local.namespace, local.logged_errors]],
    ) },
    { title = "Functions: duration, p99", stat = "p99", metrics = [
      for name in local.function_names : ["AWS/Lambda", "Duration", "FunctionName", name]
    ] },
    { title = "Queue: depth", stat = "Maximum", metrics = [
      ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", var.queue_name],
      ["AWS/SQS", "ApproximateNumberOfMessagesNotVisible", "QueueName", var.queue_name],
    ] },
    { title = "Queue: age of the oldest message, seconds", stat = "Maximum", metrics = [
      ["AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", var.queue_name],
    ] },
    { title = "Dead letters", stat = "Maximum", metrics = [
      ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", var.dead_letter_queue_name],
      ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", var.due_dead_letter_queue_name],
    ] },
    { title = "What is due: ticks and queued", stat = "Sum", metrics = [
      [local.namespace, "Ticks", "service", "dispatcher"],
      [local.namespace, "Dispatched", "service", "dispatcher"],
    ] },
    { title = "What is due: oldest, ms, and waiting in its queue", stat = "Maximum", metrics = [
      [local.namespace, "OldestDue", "service", "dispatcher"],
      ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", var.due_queue_name],
    ] },
    { title = "Table: capacity used", stat = "Sum", metrics = [
      ["AWS/DynamoDB", "ConsumedReadCapacityUnits", "TableName", var.table_name],
      ["AWS/DynamoDB", "ConsumedWriteCapacityUnits", "TableName", var.table_name],
    ] },
    { title = "Model: time to first token, p50 and p99, ms", stat = "p50", metrics = [
      [local.namespace, "TimeToFirstToken", "service", "worker"],
      [local.namespace, "TimeToFirstToken", "service", "worker", { stat = "p99" }],
    ] },
    { title = "Model: tokens", stat = "Sum", metrics = [
      [local.namespace, "PromptTokens", "service", "worker"],
      [local.namespace, "AnswerTokens", "service", "worker"],
    ] },
    ], local.speech_widgets, local.connection_widgets, [for id in var.ollama_instance_ids : {
      title = "Model server: processor and state", stat = "Maximum", metrics = [
        ["AWS/EC2", "CPUUtilization", "InstanceId", id],
        ["AWS/EC2", "StatusCheckFailed", "InstanceId", id],
      ]
  }])
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = var.project_name

  dashboard_body = jsonencode({
    widgets = [
      for index, widget in local.widgets : {
        type   = "metric"
        x      = index % 3 * 8
        y      = floor(index / 3) * 6
        width  = 8
        height = 6
        properties = {
          title   = widget.title
          region  = var.aws_region
          view    = "timeSeries"
          period  = local.five_minutes
          stat    = widget.stat
          metrics = widget.metrics
        }
      }
    ]
  })
}
