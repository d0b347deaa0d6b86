mock_provider "aws" {
  mock_resource "aws_cloudwatch_log_group" {
    override_during = plan
    defaults        = { arn = "arn:aws:logs:us-east-1:111122223333:log-group:/aws/lambda/steward-worker" }
  }
  mock_resource "aws_iam_role" {
    override_during = plan
    defaults        = { arn = "arn:aws:iam::111122223333:role/steward-worker" }
  }
  mock_resource "aws_lambda_function" {
    override_during = plan
    defaults        = { version = "7" }
  }
  mock_resource "aws_lambda_alias" {
    override_during = plan
    defaults        = { arn = "arn:aws:lambda:us-east-1:111122223333:function:steward-worker:live" }
  }
  mock_data "aws_lambda_alias" {
    defaults = { function_version = "4" }
  }
  mock_data "aws_lambda_functions" {
    defaults = { function_names = ["steward-webhook", "steward-worker"] }
  }
}

variables {
  function_name   = "steward-worker"
  description     = "Answers"
  zip_path        = "tests/fixtures/function.zip"
  memory_mb       = 1024
  timeout_seconds = 900
  environment     = { TABLE_NAME = "chatbot-sessions" }
  statements = [{
    sid       = "Table"
    actions   = ["dynamodb:GetItem"]
    resources = ["arn:aws:dynamodb:us-east-1:111122223333:table/chatbot-sessions"]
  }]
}

run "runs_the_built_zip_on_node_22" {
  command = plan

  assert {
    condition = (
      aws_lambda_function.this.runtime == "nodejs22.x" &&
      aws_lambda_function.this.handler == "index.handler" &&
      aws_lambda_function.this.architectures == tolist(["arm64"]) &&
      aws_lambda_function.this.source_code_hash == filebase64sha256("tests/fixtures/function.zip")
    )
    error_message = "The function is the zip, run by Node 22 on arm64."
  }
  assert {
    condition     = aws_lambda_function.this.memory_size == 1024 && aws_lambda_function.this.timeout == 900
    error_message = "Memory and timeout are the function's own."
  }
  assert {
    condition     = aws_lambda_function.this.environment[0].variables == tomap({ TABLE_NAME = "chatbot-sessions" })
    error_message = "The environment is what was given."
  }
}

run "can_be_watched" {
  command = plan

  assert {
    condition     = aws_lambda_function.this.tracing_config[0].mode == "Active"
    error_message = "Calls are traced."
  }
  assert {
    condition     = aws_cloudwatch_log_group.this.name == "/aws/lambda/steward-worker" && aws_cloudwatch_log_group.this.retention_in_days == 14
    error_message = "Logs lie where Lambda writes them and stay for 14 days."
  }
}

run "may_do_what_it_must_and_no_more" {
  command = plan

  assert {
    condition = jsondecode(aws_iam_role_policy.this[0].policy).Statement == [
      { Sid = "Logs", Effect = "Allow", Action = ["logs:CreateLogStream", "logs:PutLogEvents"], Resource = ["arn:aws:logs:us-east-1:111122223333:log-group:/aws/lambda/steward-worker:*"] },
      { Sid = "Traces", Effect = "Allow", Action = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], Resource = ["*"] },
      { Sid = "Table", Effect = "Allow", Action = ["dynamodb:GetItem"], Resource = ["arn:aws:dynamodb:us-east-1:111122223333:table/chatbot-sessions"] },
    ]
    error_message = "The policy holds logs, traces and the given statements only."
  }
  assert {
    condition     = jsondecode(aws_iam_role.this[0].assume_role_policy).Statement[0].Principal == { Service = "lambda.amazonaws.com" }
    error_message = "Only Lambda takes the role."
  }
}

run "makes_no_iam_resource_in_a_lab" {
  command = plan

  variables {
    role_arn = "arn:aws:iam::111122223333:role/LabRole"
  }

  assert {
    condition     = length(aws_iam_role.this) == 0 && length(aws_iam_role_policy.this) == 0
    error_message = "No role and no policy is made."
  }
  assert {
    condition     = aws_lambda_function.this.role == "arn:aws:iam::111122223333:role/LabRole"
    error_message = "The function takes the given role."
  }
}

run "gives_everything_to_the_new_version" {
  command = plan

  assert {
    condition     = aws_lambda_function.this.publish && aws_lambda_alias.live.function_version == "7"
    error_message = "The published version is live."
  }
  assert {
    condition     = length(aws_lambda_alias.live.routing_config) == 0 && length(data.aws_lambda_alias.before) == 0
    error_message = "Nothing is shared, and a first deployment looks for no version before it."
  }
}

run "gives_a_canary_its_share" {
  command = plan

  variables {
    canary_weight = 0.1
  }

  assert {
    condition     = aws_lambda_alias.live.function_version == "4"
    error_message = "What is live stays live, whatever was published in between."
  }
  assert {
    condition     = aws_lambda_alias.live.routing_config[0].additional_version_weights == tomap({ "7" = 0.1 })
    error_message = "The new version takes its share."
  }
}

run "shifts_nothing_of_a_function_that_did_not_change" {
  command = plan

  variables {
    canary_weight = 0.1
  }

  override_data {
    target = data.aws_lambda_alias.before[0]
    values = { function_version = "7" }
  }

  assert {
    condition     = aws_lambda_alias.live.function_version == "7" && length(aws_lambda_alias.live.routing_config) == 0
    error_message = "A version is never its own canary."
  }
}

run "gives_a_function_that_is_new_everything" {
  command = plan

  variables {
    function_name = "steward-web"
    canary_weight = 0.1
  }

  assert {
    condition     = aws_lambda_alias.live.function_version == "7" && length(aws_lambda_alias.live.routing_config) == 0
    error_message = "There is no version before it that could keep the rest, and none is looked for."
  }
}

run "is_called_by_nobody_unless_told" {
  command = plan

  assert {
    condition     = length(aws_lambda_event_source_mapping.queue) == 0
    error_message = "There is no event source."
  }
}

run "takes_one_message_at_a_time_from_each_queue" {
  command = plan

  variables {
    queues = {
      updates = { arn = "arn:aws:sqs:us-east-1:111122223333:steward-updates.fifo", maximum_concurrency = 20 }
      due     = { arn = "arn:aws:sqs:us-east-1:111122223333:steward-due.fifo", maximum_concurrency = 10 }
    }
  }

  assert {
    condition = alltrue([
      for mapping in aws_lambda_event_source_mapping.queue :
      mapping.batch_size == 1 && mapping.function_response_types == toset(["ReportBatchItemFailures"])
      ]) && { for key, mapping in aws_lambda_event_source_mapping.queue : key => mapping.scaling_config[0].maximum_concurrency } == {
      updates = 20
      due     = 10
    }
    error_message = "One message a call, failures told by message, concurrency bounded."
  }
  assert {
    condition     = alltrue([for mapping in aws_lambda_event_source_mapping.queue : mapping.function_name == "arn:aws:lambda:us-east-1:111122223333:function:steward-worker:live"])
    error_message = "The queues call what is live."
  }
}
