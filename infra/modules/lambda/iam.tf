# A role of the function's own that may do what its statements say and nothing more. With role_arn given (a lab that
# forbids making roles) no IAM resource exists at all.
locals {
  own_role = var.role_arn == null
  role_arn = local.own_role ? aws_iam_role.this[0].arn : var.role_arn

  own_statements = [
    {
      sid       = "Logs"
      actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      resources = ["${aws_cloudwatch_log_group.this.arn}:*"]
    },
    {
      sid     = "Traces"
      actions = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"]
      # X-Ray knows no resources to name here.
      resources = ["*"]
    },
  ]
}

resource "aws_iam_role" "this" {
  count       = local.own_role ? 1 : 0
  name        = var.function_name
  description = "What ${var.function_name} may do"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "this" {
  count = local.own_role ? 1 : 0
  name  = "own"
  role  = aws_iam_role.this[0].id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      for statement in concat(local.own_statements, var.statements) : {
        Sid      = statement.sid
        Effect   = "Allow"
        Action   = statement.actions
        Resource = statement.resources
      }
    ]
  })
}
