# The doors from outside, each handed to a live function: Telegram's into the webhook, people's into the app. What is not
# listed here is API Gateway's own 404; there is no default route.
locals {
  webhook_path = "/telegram/webhook"

  routes = {
    webhook  = { function = "webhook", method = "POST", path = local.webhook_path }
    home     = { function = "web", method = "GET", path = "/" }
    page     = { function = "web", method = "GET", path = "/{page}" }
    callback = { function = "web", method = "GET", path = "/integrations/{provider}/callback" }
    bridge   = { function = "web", method = "ANY", path = "/bridge/{proxy+}" }
    api      = { function = "web", method = "ANY", path = "/api/{proxy+}" }
  }

  # Who hammers at the app takes nothing from Telegram: its routes have throttles of their own, the webhook has the stage's.
  app_routes = { for name, route in local.routes : name => route if route.function == "web" }
}

resource "aws_apigatewayv2_api" "this" {
  name          = var.name
  description   = "Takes updates from Telegram, and serves the app"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_integration" "this" {
  for_each               = var.functions
  api_id                 = aws_apigatewayv2_api.this.id
  integration_type       = "AWS_PROXY"
  integration_method     = "POST"
  integration_uri        = each.value.invoke_arn
  payload_format_version = "2.0"
}

resource "aws_apigatewayv2_route" "this" {
  for_each  = local.routes
  api_id    = aws_apigatewayv2_api.this.id
  route_key = "${each.value.method} ${each.value.path}"
  target    = "integrations/${aws_apigatewayv2_integration.this[each.value.function].id}"
}

resource "aws_apigatewayv2_stage" "default" {
  api_id      = aws_apigatewayv2_api.this.id
  name        = "$default"
  auto_deploy = true

  default_route_settings {
    throttling_rate_limit  = var.requests_per_second
    throttling_burst_limit = var.burst
  }

  dynamic "route_settings" {
    for_each = local.app_routes

    content {
      # The resource's own key: a stage takes settings of routes that exist.
      route_key              = aws_apigatewayv2_route.this[route_settings.key].route_key
      throttling_rate_limit  = var.app_requests_per_second
      throttling_burst_limit = var.app_burst
    }
  }

  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.access.arn
    format          = jsonencode(local.access_log)
  }
}

# One for each route: a route that somebody adds by hand calls nothing.
resource "aws_lambda_permission" "this" {
  for_each      = local.routes
  statement_id  = each.key == "webhook" ? "api" : "api-${each.key}"
  action        = "lambda:InvokeFunction"
  function_name = var.functions[each.value.function].name
  qualifier     = var.functions[each.value.function].alias
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.this.execution_arn}/*/*${each.value.path}"
}
