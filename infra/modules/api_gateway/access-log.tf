# Who called, and how it went. The route instead of the path: no query string, no body, no header ever gets into a log.
locals {
  access_log = {
    request_id          = "$context.requestId"
    time                = "$context.requestTime"
    source_ip           = "$context.identity.sourceIp"
    route               = "$context.routeKey"
    status              = "$context.status"
    response_bytes      = "$context.responseLength"
    latency_ms          = "$context.responseLatency"
    function_latency_ms = "$context.integrationLatency"
    function_status     = "$context.integrationStatus"
    error               = "$context.error.message"
    function_error      = "$context.integrationErrorMessage"
  }
}

resource "aws_cloudwatch_log_group" "access" {
  # Groups under this prefix need no entry of their own in the account's short list of who may write logs.
  name              = "/aws/vendedlogs/${var.name}-api"
  retention_in_days = var.log_retention_days
}
