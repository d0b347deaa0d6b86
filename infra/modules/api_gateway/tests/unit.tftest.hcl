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
  name                = "steward"
  function_name       = "steward-webhook"
  function_alias      = "live"
  function_invoke_arn = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:111122223333:function:steward-webhook:live/invocations"
}

run "takes_updates_at_one_address_only" {
  command = plan

  assert {
    condition     = aws_apigatewayv2_api.this.protocol_type == "HTTP" && aws_apigatewayv2_route.webhook.route_key == "POST /telegram/webhook"
    error_message = "An HTTP API with one route."
  }
  assert {
    condition     = output.webhook_url == "https://a1b2c3.execute-api.us-east-1.amazonaws.com/telegram/webhook"
    error_message = "The webhook's address is the API's and the route's."
  }
}

run "hands_updates_to_the_live_webhook" {
  command = plan

  assert {
    condition = (
      aws_apigatewayv2_integration.webhook.integration_uri == var.function_invoke_arn &&
      aws_apigatewayv2_integration.webhook.payload_format_version == "2.0"
    )
    error_message = "The API calls the alias, in payload format 2.0."
  }
  assert {
    condition = (
      aws_lambda_permission.this.principal == "apigateway.amazonaws.com" &&
      aws_lambda_permission.this.qualifier == "live" &&
      aws_lambda_permission.this.source_arn == "arn:aws:execute-api:us-east-1:111122223333:a1b2c3/*/*/telegram/webhook"
    )
    error_message = "The function lets this route of this API call its live version."
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
