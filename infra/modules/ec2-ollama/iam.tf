# What the instance may do: read its key, publish its certificate, keep its models, be reached by Session Manager.
# With instance_profile given (a lab that forbids making roles) no IAM resource exists at all.
locals {
  own_profile      = var.instance_profile == null
  instance_profile = local.own_profile ? aws_iam_instance_profile.this[0].name : var.instance_profile

  statements = concat([
    {
      Sid      = "ReadKeyAndCertificate"
      Action   = ["ssm:GetParameter"]
      Resource = [var.api_key_parameter.arn, var.certificate_parameter.arn]
    },
    {
      Sid      = "PublishCertificate"
      Action   = ["ssm:PutParameter"]
      Resource = [var.certificate_parameter.arn]
    },
    {
      Sid      = "ListModels"
      Action   = ["s3:ListBucket"]
      Resource = [var.models_bucket.arn]
    },
    {
      Sid      = "KeepModels"
      Action   = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"]
      Resource = ["${var.models_bucket.arn}/*"]
    },
    {
      # What Session Manager's and Run Command's agent calls. AWS's own policy for it (AmazonSSMManagedInstanceCore) would
      # let the instance read every parameter, and with them the bot's token.
      Sid = "SessionManager"
      Action = [
        "ssm:UpdateInstanceInformation", "ssm:ListAssociations", "ssm:ListInstanceAssociations", "ssm:UpdateInstanceAssociationStatus",
        "ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel", "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel",
        "ec2messages:AcknowledgeMessage", "ec2messages:DeleteMessage", "ec2messages:FailMessage", "ec2messages:GetEndpoint", "ec2messages:GetMessages", "ec2messages:SendReply",
      ]
      Resource = ["*"]
    },
    ], var.kms_key_arn == null ? [] : [{
      Sid      = "Decrypt"
      Action   = ["kms:Decrypt"]
      Resource = [var.kms_key_arn]
  }])
}

resource "aws_iam_role" "this" {
  count       = local.own_profile ? 1 : 0
  name        = "${var.project_name}-ollama"
  description = "What the model server may do"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "ec2.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "this" {
  count = local.own_profile ? 1 : 0
  name  = "own"
  role  = aws_iam_role.this[0].id

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [for statement in local.statements : merge(statement, { Effect = "Allow" })]
  })
}

resource "aws_iam_instance_profile" "this" {
  count = local.own_profile ? 1 : 0
  name  = "${var.project_name}-ollama"
  role  = aws_iam_role.this[0].name
}
