# One function: its code from a zip, published versions, and the alias `live` that everything points to.
locals {
  alias = "live"
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/lambda/${var.function_name}"
  retention_in_days = var.log_retention_days
}

resource "aws_lambda_function" "this" {
  function_name    = var.function_name
  description      = var.description
  role             = local.role_arn
  runtime          = "nodejs22.x"
  handler          = "index.handler"
  architectures    = [var.architecture]
  filename         = var.zip_path
  source_code_hash = fileexists(var.zip_path) ? filebase64sha256(var.zip_path) : null
  memory_size      = var.memory_mb
  timeout          = var.timeout_seconds
  publish          = true

  environment {
    variables = var.environment
  }

  tracing_config {
    mode = "Active"
  }

  lifecycle {
    precondition {
      condition     = fileexists(var.zip_path)
      error_message = "${var.zip_path} does not exist. Build it first: npm run build."
    }
  }

  # A function that writes before its group is there makes one of its own, kept for ever.
  depends_on = [aws_cloudwatch_log_group.this, aws_iam_role_policy.this]
}
