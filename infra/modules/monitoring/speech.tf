# Voice notes that could not be heard, for a reason that the operator can mend. Only where somebody listens at all.
locals {
  speech_faults = {
    unreachable = "unreachable"
    key         = "key-refused"
    model       = "model-missing"
    failed      = "failed"
    slow        = "slow"
  }

  speech_widgets = [for widget in [
    { title = "Voice notes: heard, and why not", stat = "Sum", metrics = [
      for outcome in concat(["heard", "nothing-heard", "busy"], values(local.speech_faults)) :
      [local.namespace, "Transcription", "service", "worker", "outcome", outcome]
    ] },
    { title = "Voice notes: time until heard, p50 and p99, ms", stat = "p50", metrics = [
      [local.namespace, "TranscriptionTime", "service", "worker"],
      [local.namespace, "TranscriptionTime", "service", "worker", { stat = "p99" }],
    ] },
  ] : widget if var.speech]
}

resource "aws_cloudwatch_metric_alarm" "speech" {
  count               = var.speech ? 1 : 0
  alarm_name          = "${var.project_name}-speech"
  alarm_description   = "Three voice notes or more could not be heard in five minutes: scripts/doctor.sh tells why."
  evaluation_periods  = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]

  dynamic "metric_query" {
    for_each = local.speech_faults

    content {
      id = metric_query.key

      metric {
        namespace   = local.namespace
        metric_name = "Transcription"
        dimensions  = { service = "worker", outcome = metric_query.value }
        stat        = "Sum"
        period      = local.five_minutes
      }
    }
  }

  metric_query {
    id          = "all"
    label       = "Voice notes that could not be heard"
    expression  = join(" + ", [for id in sort(keys(local.speech_faults)) : "FILL(${id}, 0)"])
    return_data = true
  }
}
