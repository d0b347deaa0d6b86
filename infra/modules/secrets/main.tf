# The secrets in SSM Parameter Store. They are ephemeral here and written only (value_wo): neither the state nor a plan
# ever holds one. A value is written when its parameter is made, and again when its version number changes.
locals {
  prefix = "/${var.project_name}"
  # Stands where a value is not given yet; SSM takes no empty one.
  pending = "pending"
}

locals {
  ollama_api_key = var.ollama_api_key_version == 0 ? local.pending : one(ephemeral.aws_secretsmanager_random_password.ollama_api_key[*].random_password)
}

# Letters and digits only: such a secret survives every header, shell and configuration file unquoted.
ephemeral "aws_secretsmanager_random_password" "webhook_secret" {
  count                      = var.webhook_secret_version == 0 ? 0 : 1
  password_length            = 64
  exclude_punctuation        = true
  include_space              = false
  require_each_included_type = true
}

ephemeral "aws_secretsmanager_random_password" "ollama_api_key" {
  count                      = var.ollama_api_key_version == 0 ? 0 : 1
  password_length            = 48
  exclude_punctuation        = true
  include_space              = false
  require_each_included_type = true
}

resource "aws_ssm_parameter" "bot_token" {
  name             = "${local.prefix}/telegram/bot-token"
  description      = "Token of the Telegram bot"
  type             = "SecureString"
  key_id           = var.kms_key_arn
  value_wo         = var.telegram_token == null ? local.pending : var.telegram_token
  value_wo_version = var.telegram_token_version
}

resource "aws_ssm_parameter" "webhook_secret" {
  name             = "${local.prefix}/telegram/webhook-secret"
  description      = "Secret that Telegram shows to the webhook"
  type             = "SecureString"
  key_id           = var.kms_key_arn
  value_wo         = var.webhook_secret_version == 0 ? local.pending : one(ephemeral.aws_secretsmanager_random_password.webhook_secret[*].random_password)
  value_wo_version = var.webhook_secret_version
}

resource "aws_ssm_parameter" "ollama_api_key" {
  name             = "${local.prefix}/ollama/api-key"
  description      = "Key that the worker shows to the model server"
  type             = "SecureString"
  key_id           = var.kms_key_arn
  value_wo         = var.ollama_api_key == null ? local.ollama_api_key : var.ollama_api_key
  value_wo_version = var.ollama_api_key_version
}

resource "aws_ssm_parameter" "speech_api_key" {
  count            = var.speech_api_key_version == 0 ? 0 : 1
  name             = "${local.prefix}/speech/api-key"
  description      = "Key that the worker shows to the speech server"
  type             = "SecureString"
  key_id           = var.kms_key_arn
  value_wo         = var.speech_api_key == null ? local.pending : var.speech_api_key
  value_wo_version = var.speech_api_key_version
}
