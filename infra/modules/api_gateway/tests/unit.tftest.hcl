mock_provider "aws" {
  mock_resource "aws_apigatewayv2_api" {
    override_during = plan
    defaults = {
      id            = "a1b2c3"
      api_endpoint  = "https://a1b2c3.execute-api.us-east-1.amazonaws.com"
      execution_arn = "arn:aws:execute-api:us-east-1:111122223333:a1b2c3"
    }
  }
  mock_resource "aws_cloudwatch_log_group" {
    override_during = plan
    defaults        = { arn = "arn:aws:logs:us-east-1:111122223333:log-group:/aws/vendedlogs/steward-api" }
  }
}

variables {
  name = "steward"
  functions = {
    webhook = {
      name       = "steward-webhook"
      alias      = "live"
      invoke_arn = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:111122223333:function:steward-webhook:live/invocations"
    }
    web = {
      name       = "steward-web"
      alias      = "live"
      invoke_arn = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:111122223333:function:steward-web:live/invocations"
    }
  }
}

run "opens_these_doors_and_no_other" {
  command = plan

  assert {
    condition     = aws_apigatewayv2_api.this.protocol_type == "HTTP"
    error_message = "An HTTP API."
  }
  assert {
    condition = { for name, route in aws_apigatewayv2_route.this : name => route.route_key } == {
      webhook  = "POST /telegram/webhook", home = "GET /", page = "GET /{page}", api = "ANY /api/{proxy+}"
      callback = "GET /integrations/{provider}/callback", bridge = "ANY /bridge/{proxy+}"
    }
    error_message = "The webhook, the app's pages, the ways back from providers, the bridge of notes and the app's API; no default route."
  }
  assert {
    condition     = output.webhook_url == "https://a1b2c3.execute-api.us-east-1.amazonaws.com/telegram/webhook"
    error_message = "The webhook's address is the API's and the route's."
  }
}

run "hands_each_door_to_its_live_function" {
  command = plan

  assert {
    condition = alltrue([
      for name, integration in aws_apigatewayv2_integration.this :
      integration.integration_uri == var.functions[name].invoke_arn && integration.payload_format_version == "2.0"
    ]) && length(aws_apigatewayv2_integration.this) == 2
    error_message = "The API calls the aliases, in payload format 2.0."
  }
  assert {
    condition = { for name, permission in aws_lambda_permission.this : permission.source_arn => "${permission.function_name}:${permission.qualifier}" } == {
      "arn:aws:execute-api:us-east-1:111122223333:a1b2c3/*/*/telegram/webhook" = "steward-webhook:live"

      "arn:aws:execute-api:us-east-1:111122223333:a1b2c3/*/*/integrations/{provider}/callback" = "steward-web:live"

      "arn:aws:execute-api:us-east-1:111122223333:a1b2c3/*/*/bridge/{proxy+}" = "steward-web:live"
      "arn:aws:execute-api:us-east-1:111122223333:a1b2c3/*/*/"                = "steward-web:live"
      "arn:aws:execute-api:us-east-1:111122223333:a1b2c3/*/*/{page}"          = "steward-web:live"
      "arn:aws:execute-api:us-east-1:111122223333:a1b2c3/*/*/api/{proxy+}"    = "steward-web:live"
    }
    error_message = "Each function lets its own routes of this API call its live version."
  }
  assert {
    condition = (
      alltrue([for permission in aws_lambda_permission.this : permission.principal == "apigateway.amazonaws.com"]) &&
      aws_lambda_permission.this["webhook"].statement_id == "api"
    )
    error_message = "API Gateway calls; the webhook's permission is the one that was there before the app."
  }
}

run "bounds_how_much_comes_in" {
  command = plan

  assert {
    condition = (
      aws_apigatewayv2_stage.default.default_route_settings[0].throttling_rate_limit == 100 &&
      aws_apigatewayv2_stage.default.default_route_settings[0].throttling_burst_limit == 200
    )
    error_message = "Requests are throttled."
  }
  assert {
    condition = {
      for settings in aws_apigatewayv2_stage.default.route_settings :
      settings.route_key => "${settings.throttling_rate_limit} ${settings.throttling_burst_limit}"
      } == {
      "GET /"                                 = "20 60", "GET /{page}" = "20 60", "ANY /api/{proxy+}" = "20 60"
      "GET /integrations/{provider}/callback" = "20 60", "ANY /bridge/{proxy+}" = "20 60"
    }
    error_message = "The app's routes have throttles of their own, the webhook has none of them."
  }
}

run "logs_no_path_no_query_and_no_body" {
  command = plan

  assert {
    condition     = aws_apigatewayv2_stage.default.access_log_settings[0].destination_arn == "arn:aws:logs:us-east-1:111122223333:log-group:/aws/vendedlogs/steward-api"
    error_message = "Access is logged."
  }
  assert {
    condition = alltrue([
      for secretive in ["path", "query", "body", "header", "protocol"] :
      !strcontains(lower(aws_apigatewayv2_stage.default.access_log_settings[0].format), secretive)
    ])
    error_message = "Nothing that a caller writes gets into the log."
  }
  assert {
    condition     = aws_cloudwatch_log_group.access.retention_in_days == 14
    error_message = "Access logs stay for 14 days."
  }
}
