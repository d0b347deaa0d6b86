output "function_name" {
  description = "Name of the function."
  value       = aws_lambda_function.this.function_name
}

output "alias" {
  description = "Name of the alias that everything points to."
  value       = aws_lambda_alias.live.name
}

output "alias_arn" {
  description = "ARN of that alias."
  value       = aws_lambda_alias.live.arn
}

output "alias_invoke_arn" {
  description = "What an API calls to run the live version."
  value       = aws_lambda_alias.live.invoke_arn
}

output "log_group_name" {
  description = "Where the function logs."
  value       = aws_cloudwatch_log_group.this.name
}
