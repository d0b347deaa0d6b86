# Who is told when something goes wrong.
locals {
  namespace = "TelegramBot"
}

# Not encrypted with SNS's own key: CloudWatch's alarms may not use that one, and they carry no data of users.
resource "aws_sns_topic" "alarms" {
  name = "${var.project_name}-alarms"
}

resource "aws_sns_topic_subscription" "email" {
  count     = var.alarm_email == null ? 0 : 1
  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = var.alarm_email
}
