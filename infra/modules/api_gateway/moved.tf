# The webhook's route was the only one.
moved {
  from = aws_apigatewayv2_integration.webhook
  to   = aws_apigatewayv2_integration.this["webhook"]
}

moved {
  from = aws_apigatewayv2_route.webhook
  to   = aws_apigatewayv2_route.this["webhook"]
}

moved {
  from = aws_lambda_permission.this
  to   = aws_lambda_permission.this["webhook"]
}
