mock_provider "aws" {}

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

run "refuses_a_name_with_spaces" {
  command = plan
  variables {
    name = "my api"
  }
  expect_failures = [var.name]
}

run "refuses_to_let_nothing_through" {
  command = plan
  variables {
    requests_per_second     = 0
    burst                   = 0
    app_requests_per_second = 0
    app_burst               = 0
  }
  expect_failures = [var.requests_per_second, var.burst, var.app_requests_per_second, var.app_burst]
}

run "refuses_more_than_an_account_gets" {
  command = plan
  variables {
    requests_per_second     = 10001
    burst                   = 5001
    app_requests_per_second = 10001
    app_burst               = 5001
  }
  expect_failures = [var.requests_per_second, var.burst, var.app_requests_per_second, var.app_burst]
}
