# What each function may do: the calls its code makes, on the things it makes them on.
locals {
  pins_certificate = local.own_server || var.ollama_certificate != null

  decrypt_statements = var.kms_key_arn == null ? [] : [
    # SSM's own key needs no permission; a customer's does.
    { sid = "Decrypt", actions = ["kms:Decrypt"], resources = [var.kms_key_arn] },
  ]

  # Keys and secrets are asked for apart, so that what is missing takes nothing with it.
  connection_statements = concat(
    length(module.secrets.token_key_arns) == 0 ? [] : [
      { sid = "TokenKeys", actions = ["ssm:GetParameters"], resources = module.secrets.token_key_arns },
    ],
    length(local.client_ids) == 0 ? [] : [
      { sid = "ClientSecrets", actions = ["ssm:GetParameters"], resources = module.secrets.client_secret_arns },
    ],
  )

  webhook_statements = concat([
    { sid = "Enqueue", actions = ["sqs:SendMessage"], resources = [module.queue.arn] },
    # PutItem: a version before 0.2 may still run beside this one.
    { sid = "Stops", actions = ["dynamodb:GetItem", "dynamodb:UpdateItem", "dynamodb:PutItem"], resources = [module.table.arn] },
    { sid = "Secret", actions = ["ssm:GetParameters"], resources = [module.secrets.parameter_arns.telegram_webhook_secret] },
  ], local.decrypt_statements)

  worker_statements = concat([
    {
      sid = "Queue"
      actions = [
        "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes", "sqs:SendMessage",
      ]
      resources = [module.queue.arn]
    },
    {
      sid       = "DueQueue"
      actions   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes"]
      resources = [module.due_queue.arn]
    },
    {
      sid = "Table"
      actions = [
        "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem",
        "dynamodb:Query", "dynamodb:BatchWriteItem",
      ]
      resources = [module.table.arn]
    },
    local.who_is_active,
    {
      # Archives, and the text of documents.
      sid       = "Archives"
      actions   = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"]
      resources = ["${module.conversations.arn}/archives/*", "${module.conversations.arn}/files/*"]
    },
    {
      # Without it, S3 answers "forbidden" for an archive that does not exist. No condition on the prefix: a read of one
      # object carries none, and would be forbidden again.
      sid       = "ListArchives"
      actions   = ["s3:ListBucket"]
      resources = [module.conversations.arn]
    },
    {
      sid     = "Secrets"
      actions = ["ssm:GetParameters"]
      resources = compact([
        module.secrets.parameter_arns.telegram_bot_token,
        module.secrets.parameter_arns.ollama_api_key,
        module.secrets.parameter_arns.ollama_certificate,
        module.secrets.parameter_arns.speech_api_key,
      ])
    },
    ], local.own_server ? [
    { sid = "Wake", actions = ["ec2:StartInstances"], resources = [module.ollama[0].instance_arn] },
    # EC2 lets nobody describe one instance only.
    { sid = "LookAtServer", actions = ["ec2:DescribeInstances"], resources = ["*"] },
  ] : [], local.connection_statements, local.decrypt_statements)

  # For /people where everybody is let in: keys alone.
  who_is_active = {
    sid       = "WhoIsActive"
    actions   = ["dynamodb:Query"]
    resources = ["${module.table.arn}/index/active_sessions_index"]
  }

  # It reads keys and times of all owners, and none of their items.
  dispatcher_statements = [
    { sid = "WhatIsDue", actions = ["dynamodb:Query"], resources = ["${module.table.arn}/index/due_index"] },
    { sid = "Horizon", actions = ["dynamodb:GetItem", "dynamodb:UpdateItem"], resources = [module.table.arn] },
    { sid = "Enqueue", actions = ["sqs:SendMessage"], resources = [module.due_queue.arn] },
  ]

  # Read: settings, sign-ins, conversations, reminders, connections, teams, who is let in. Written: settings, sign-ins and
  # tickets, limits, connections and teams with what belongs to them, allowances, and the claim of a work. The condition
  # that IAM has for items (dynamodb:LeadingKeys) compares keys with the caller's own name, and one function asks for
  # everybody: that nobody reaches another's items is the code's promise, kept by its tests.
  # No bucket, no machine, no secret but what seals and connects accounts; what needs one is a work of the worker's.
  web_statements = concat([
    { sid = "Read", actions = ["dynamodb:GetItem", "dynamodb:Query"], resources = [module.table.arn] },
    local.who_is_active,
    {
      sid       = "Write"
      actions   = ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:BatchWriteItem"]
      resources = [module.table.arn]
    },
    { sid = "Enqueue", actions = ["sqs:SendMessage"], resources = [module.queue.arn] },
  ], local.connection_statements, length(local.connection_statements) == 0 ? [] : local.decrypt_statements)

  maintenance_statements = concat([
    # Reads the last chat, and writes that the machine sleeps.
    { sid = "LastChat", actions = ["dynamodb:GetItem", "dynamodb:UpdateItem"], resources = [module.table.arn] },
    ], local.own_server ? [
    { sid = "Stop", actions = ["ec2:StopInstances"], resources = [module.ollama[0].instance_arn] },
    { sid = "LookAtServer", actions = ["ec2:DescribeInstances"], resources = ["*"] },
  ] : [])
}
