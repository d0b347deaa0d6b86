output "parameter_names" {
  description = "Names of the SSM parameters; ollama_certificate is null where no certificate is pinned, speech_api_key where no speech server has a key of its own."
  value = {
    telegram_bot_token      = aws_ssm_parameter.bot_token.name
    telegram_webhook_secret = aws_ssm_parameter.webhook_secret.name
    ollama_api_key          = aws_ssm_parameter.ollama_api_key.name
    speech_api_key          = one(aws_ssm_parameter.speech_api_key[*].name)
    ollama_certificate      = one(concat(aws_ssm_parameter.certificate[*].name, aws_ssm_parameter.given_certificate[*].name))
  }
}

output "parameter_arns" {
  description = "ARNs of the same parameters, for the policies of who may read them."
  value = {
    telegram_bot_token      = aws_ssm_parameter.bot_token.arn
    telegram_webhook_secret = aws_ssm_parameter.webhook_secret.arn
    ollama_api_key          = aws_ssm_parameter.ollama_api_key.arn
    speech_api_key          = one(aws_ssm_parameter.speech_api_key[*].arn)
    ollama_certificate      = one(concat(aws_ssm_parameter.certificate[*].arn, aws_ssm_parameter.given_certificate[*].arn))
  }
}

output "token_key_names" {
  description = "Names of the parameters of the token keys in use, the oldest first; none: nothing can be connected."
  value       = [for version in range(var.token_keys_retired + 1, var.token_key_version + 1) : aws_ssm_parameter.token_key[tostring(version)].name]
}

output "token_key_arns" {
  description = "ARNs of the same parameters."
  value       = [for version in range(var.token_keys_retired + 1, var.token_key_version + 1) : aws_ssm_parameter.token_key[tostring(version)].arn]
}

output "client_secret_names" {
  description = "Names of the parameters of client secrets, by provider."
  value       = { for provider, parameter in aws_ssm_parameter.client_secret : provider => parameter.name }
}

output "client_secret_arns" {
  description = "ARNs of the parameters of client secrets."
  value       = values(aws_ssm_parameter.client_secret)[*].arn
}
