mock_provider "aws" {
  mock_resource "aws_sns_topic" {
    override_during = plan
    defaults        = { arn = "arn:aws:sns:us-east-1:111122223333:steward-alarms" }
  }
  mock_resource "aws_s3_bucket" {
    override_during = plan
    defaults = {
      id  = "steward-trail-111122223333"
      arn = "arn:aws:s3:::steward-trail-111122223333"
    }
  }
}

variables {
  project_name = "steward"
  aws_region   = "us-east-1"
  account_id   = "111122223333"
  functions = {
    webhook     = { name = "steward-webhook", log_group_name = "/aws/lambda/steward-webhook" }
    worker      = { name = "steward-worker", log_group_name = "/aws/lambda/steward-worker" }
    maintenance = { name = "steward-maintenance", log_group_name = "/aws/lambda/steward-maintenance" }
    web         = { name = "steward-web", log_group_name = "/aws/lambda/steward-web", slow_ms = 3000 }
  }
  queue_name                 = "steward-updates.fifo"
  dead_letter_queue_name     = "steward-dead-letters.fifo"
  due_queue_name             = "steward-due.fifo"
  due_dead_letter_queue_name = "steward-due-dead-letters.fifo"
  api_id                     = "a1b2c3"
  api_log_group_name         = "/aws/vendedlogs/steward-api"
  table_name                 = "chatbot-sessions"
  ollama_instance_ids        = ["i-0123456789abcdef0"]
  alarm_email                = "owner@example.org"
}

run "counts_logged_errors_of_every_function" {
  command = plan

  assert {
    condition     = [for filter in aws_cloudwatch_log_metric_filter.errors : filter.pattern] == [for _ in range(4) : "{ $.level = \"ERROR\" }"]
    error_message = "Lines of level ERROR are counted in all four log groups."
  }
  assert {
    condition = alltrue([
      for filter in aws_cloudwatch_log_metric_filter.errors :
      filter.metric_transformation[0].namespace == "TelegramBot" && filter.metric_transformation[0].name == aws_cloudwatch_metric_alarm.this["logged-errors"].metric_name
    ])
    error_message = "They are counted in the metric that the alarm watches."
  }
  assert {
    condition = (
      aws_cloudwatch_metric_alarm.this["logged-errors"].threshold == 1 &&
      aws_cloudwatch_metric_alarm.this["logged-errors"].comparison_operator == "GreaterThanOrEqualToThreshold" &&
      aws_cloudwatch_metric_alarm.this["logged-errors"].period == 300
    )
    error_message = "One error in five minutes is an alarm."
  }
}

run "sees_failures_that_log_nothing" {
  command = plan

  assert {
    condition = toset([for alarm in aws_cloudwatch_metric_alarm.this : "${alarm.dimensions.FunctionName} ${alarm.metric_name} > ${alarm.threshold}" if alarm.namespace == "AWS/Lambda"]) == toset([
      "steward-webhook Errors > 0", "steward-webhook Throttles > 0",
      "steward-worker Errors > 0", "steward-worker Throttles > 0",
      "steward-maintenance Errors > 0", "steward-maintenance Throttles > 0",
      "steward-web Errors > 0", "steward-web Throttles > 0", "steward-web Duration > 3000",
    ])
    error_message = "Errors and throttles of each function are alarms, and slow calls where somebody waits before a page."
  }
  assert {
    condition = (
      aws_cloudwatch_metric_alarm.this["web-slow"].extended_statistic == "p99" &&
      aws_cloudwatch_metric_alarm.this["web-slow"].statistic == null &&
      aws_cloudwatch_metric_alarm.this["web-errors"].statistic == "Sum" &&
      aws_cloudwatch_metric_alarm.this["web-errors"].extended_statistic == null
    )
    error_message = "Slow is what one call of a hundred takes."
  }
}

run "sees_what_waits_and_what_was_given_up" {
  command = plan

  assert {
    condition = (
      aws_cloudwatch_metric_alarm.this["dead-letters"].dimensions == tomap({ QueueName = "steward-dead-letters.fifo" }) &&
      aws_cloudwatch_metric_alarm.this["dead-letters"].threshold == 0
    )
    error_message = "One dead letter is an alarm."
  }
  assert {
    condition = (
      aws_cloudwatch_metric_alarm.this["oldest-message"].dimensions == tomap({ QueueName = "steward-updates.fifo" }) &&
      aws_cloudwatch_metric_alarm.this["oldest-message"].threshold == 900
    )
    error_message = "An update that waits for a quarter of an hour is an alarm."
  }
}

run "sees_what_is_due_and_not_done" {
  command = plan

  assert {
    condition = (
      aws_cloudwatch_metric_alarm.this["due-dead-letters"].dimensions == tomap({ QueueName = "steward-due-dead-letters.fifo" }) &&
      aws_cloudwatch_metric_alarm.this["due-dead-letters"].threshold == 0
    )
    error_message = "One that was given up is an alarm."
  }
  assert {
    condition = (
      aws_cloudwatch_metric_alarm.this["no-tick"].dimensions == tomap({ service = "dispatcher" }) &&
      aws_cloudwatch_metric_alarm.this["no-tick"].period == 300 &&
      aws_cloudwatch_metric_alarm.this["no-tick"].comparison_operator == "LessThanThreshold" &&
      aws_cloudwatch_metric_alarm.this["no-tick"].threshold == 1 &&
      aws_cloudwatch_metric_alarm.this["no-tick"].treat_missing_data == "breaching"
    )
    error_message = "Five minutes without a tick are an alarm."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.this["oldest-due"].threshold == 300000
    error_message = "What has been due for five minutes is an alarm."
  }
}

run "sees_what_the_api_and_the_table_turn_away" {
  command = plan

  assert {
    condition = (
      aws_cloudwatch_log_metric_filter.api_throttles.log_group_name == "/aws/vendedlogs/steward-api" &&
      aws_cloudwatch_log_metric_filter.api_throttles.pattern == "{ ($.status = \"429\") && ($.route != \"GET *\") && ($.route != \"ANY *\") }" &&
      aws_cloudwatch_log_metric_filter.api_throttles.metric_transformation[0].name == aws_cloudwatch_metric_alarm.this["api-throttles"].metric_name &&
      aws_cloudwatch_metric_alarm.this["api-throttles"].threshold == 0
    )
    error_message = "One request that the API throttles is an alarm."
  }
  assert {
    condition = toset([
      for query in aws_cloudwatch_metric_alarm.table_throttles.metric_query : "${one(query.metric).metric_name} ${one(query.metric).dimensions.TableName}" if length(query.metric) > 0
    ]) == toset(["ReadThrottleEvents chatbot-sessions", "WriteThrottleEvents chatbot-sessions"])
    error_message = "Throttled reads and writes of the table are counted."
  }
  assert {
    condition = (
      one([for query in aws_cloudwatch_metric_alarm.table_throttles.metric_query : query.expression if query.return_data == true]) == "FILL(reads, 0) + FILL(writes, 0)" &&
      aws_cloudwatch_metric_alarm.table_throttles.threshold == 0
    )
    error_message = "One of either is an alarm."
  }
}

run "sees_refused_updates" {
  command = plan

  assert {
    condition = (
      aws_cloudwatch_metric_alarm.this["5xx"].metric_name == "5xx" &&
      aws_cloudwatch_metric_alarm.this["5xx"].dimensions == tomap({ ApiId = "a1b2c3" }) &&
      aws_cloudwatch_metric_alarm.this["5xx"].threshold == 10 &&
      aws_cloudwatch_metric_alarm.this["5xx"].period == 300
    )
    error_message = "More than ten 5xx in five minutes are an alarm."
  }
}

run "tells_the_beginning_and_the_end_of_every_alarm" {
  command = plan

  assert {
    condition = alltrue([
      for name, alarm in merge(aws_cloudwatch_metric_alarm.this, { table-throttles = aws_cloudwatch_metric_alarm.table_throttles }) :
      alarm.alarm_actions == toset(["arn:aws:sns:us-east-1:111122223333:steward-alarms"]) &&
      alarm.ok_actions == alarm.alarm_actions && (alarm.treat_missing_data == "notBreaching") == (name != "no-tick")
    ])
    error_message = "Every alarm and its end go to the topic, and silence is no alarm."
  }
  assert {
    condition     = aws_sns_topic_subscription.email[0].endpoint == "owner@example.org" && aws_sns_topic_subscription.email[0].protocol == "email"
    error_message = "The topic writes to the owner."
  }
}

run "shows_everything_on_one_page" {
  command = plan

  assert {
    condition = length(setsubtract([
      "Count", "Latency", "Invocations", "Errors", "Duration", "ApproximateNumberOfMessagesVisible",
      "ApproximateAgeOfOldestMessage", "ConsumedReadCapacityUnits", "ConsumedWriteCapacityUnits", "TimeToFirstToken",
      "PromptTokens", "AnswerTokens", "StatusCheckFailed",
      ], flatten([
        for widget in jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets : [
          for metric in widget.properties.metrics : metric[1]
        ]
    ]))) == 0
    error_message = "API, functions, queue, table, model and model server are on the dashboard."
  }
  assert {
    condition = length(distinct([
      for widget in jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets : "${widget.x},${widget.y}"
    ])) == length(jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets)
    error_message = "No two widgets lie on each other."
  }
}

run "watches_no_speech_where_nobody_listens" {
  command = plan

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.speech) == 0 && !strcontains(aws_cloudwatch_dashboard.this.dashboard_body, "Transcription")
    error_message = "No alarm and no place without a speech server."
  }
}

run "watches_whether_voice_notes_are_heard" {
  command = plan

  variables {
    speech = true
  }

  assert {
    condition = (
      one([for query in aws_cloudwatch_metric_alarm.speech[0].metric_query : query.expression if query.return_data == true]) ==
      "FILL(failed, 0) + FILL(key, 0) + FILL(model, 0) + FILL(slow, 0) + FILL(unreachable, 0)" &&
      aws_cloudwatch_metric_alarm.speech[0].threshold == 3 &&
      aws_cloudwatch_metric_alarm.speech[0].alarm_actions == toset(["arn:aws:sns:us-east-1:111122223333:steward-alarms"])
    )
    error_message = "Three that could not be heard are an alarm."
  }
  assert {
    condition = toset([
      for query in aws_cloudwatch_metric_alarm.speech[0].metric_query : "${one(query.metric).dimensions.service} ${one(query.metric).dimensions.outcome}" if length(query.metric) > 0
    ]) == toset(["worker unreachable", "worker key-refused", "worker model-missing", "worker failed", "worker slow"])
    error_message = "Each is a fault of the server or of its settings, and not of a recording."
  }
  assert {
    condition     = strcontains(aws_cloudwatch_dashboard.this.dashboard_body, "TranscriptionTime")
    error_message = "How long hearing takes is on the dashboard."
  }
}

run "makes_neither_trail_nor_budget_unless_asked" {
  command = plan

  assert {
    condition     = length(aws_cloudtrail.this) + length(module.trail_bucket) + length(aws_budgets_budget.this) == 0
    error_message = "Both are off by default."
  }
}

run "keeps_a_trail_when_asked" {
  command = plan

  variables {
    enable_cloudtrail = true
  }

  assert {
    condition     = aws_cloudtrail.this[0].is_multi_region_trail && aws_cloudtrail.this[0].enable_log_file_validation
    error_message = "The trail covers all regions and can be proven whole."
  }
  assert {
    condition     = module.trail_bucket[0].name == "steward-trail-111122223333"
    error_message = "The trail has a bucket of its own."
  }
}

run "writes_before_the_month_gets_expensive" {
  command = plan

  variables {
    monthly_budget_usd = 25
  }

  assert {
    condition     = aws_budgets_budget.this[0].limit_amount == "25" && aws_budgets_budget.this[0].time_unit == "MONTHLY"
    error_message = "The budget is 25 dollars a month."
  }
  assert {
    condition     = toset([for notice in aws_budgets_budget.this[0].notification : "${notice.threshold}% ${notice.notification_type}"]) == toset(["80% ACTUAL", "100% FORECASTED"])
    error_message = "A mail comes at 80% spent and at 100% foreseen."
  }
}

run "tells_nobody_without_an_address" {
  command = plan

  variables {
    alarm_email         = null
    ollama_instance_ids = []
  }

  assert {
    condition     = length(aws_sns_topic_subscription.email) == 0
    error_message = "Nobody is subscribed."
  }
  assert {
    condition     = !strcontains(aws_cloudwatch_dashboard.this.dashboard_body, "AWS/EC2")
    error_message = "Without an instance the dashboard shows none."
  }
}

run "watches_connections_only_where_there_are_some" {
  command = plan

  assert {
    condition     = length(aws_cloudwatch_log_metric_filter.provider_failures) == 0 && !contains(keys(aws_cloudwatch_metric_alarm.this), "providers")
    error_message = "Nothing to watch."
  }
}

run "watches_providers_broken_connections_and_old_readings" {
  command = plan

  variables {
    connections = true
  }

  assert {
    condition = (
      toset(values(aws_cloudwatch_log_metric_filter.provider_failures)[*].log_group_name) == toset(["/aws/lambda/steward-web", "/aws/lambda/steward-worker"]) &&
      aws_cloudwatch_log_metric_filter.provider_failures["web"].pattern == "{ ($.ProviderCalls = 1) && (($.outcome = \"away\") || ($.outcome = \"bad-answer\") || ($.outcome = \"provider-off\") || ($.outcome = \"throttled\")) }" &&
      aws_cloudwatch_metric_alarm.this["providers"].metric_name == aws_cloudwatch_log_metric_filter.provider_failures["web"].metric_transformation[0].name &&
      aws_cloudwatch_metric_alarm.this["providers"].threshold == 5
    )
    error_message = "Failed calls of both functions are counted together, and five are an alarm."
  }
  assert {
    condition = (
      aws_cloudwatch_metric_alarm.this["connections-broken"].threshold == 0 &&
      aws_cloudwatch_metric_alarm.this["sync-age"].threshold == 259200000 &&
      strcontains(aws_cloudwatch_dashboard.this.dashboard_body, "ProviderTime")
    )
    error_message = "One broken connection is an alarm, and three days without a reading."
  }
}
