output "api_id" {
  description = "Id of the API, as metrics know it."
  value       = aws_apigatewayv2_api.this.id
}

output "url" {
  description = "Address of the API, with neither a slash nor a stage behind it. Known before its functions are."
  value       = aws_apigatewayv2_api.this.api_endpoint
}

output "webhook_url" {
  description = "Address that Telegram sends updates to."
  value       = "${aws_apigatewayv2_api.this.api_endpoint}${local.webhook_path}"
}

output "log_group_name" {
  description = "Where access is logged."
  value       = aws_cloudwatch_log_group.access.name
}
