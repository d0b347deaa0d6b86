# What is live. Normally the version just published takes all; with a canary weight the version that is live already keeps
# the rest. Read from AWS, not counted down from the new one: a version that was rolled back must not come back.
# A function that comes with this very deployment has nothing before it, and takes all at once.
data "aws_lambda_functions" "before" {
  count = var.canary_weight > 0 ? 1 : 0
}

data "aws_lambda_alias" "before" {
  count         = contains(flatten(data.aws_lambda_functions.before[*].function_names), var.function_name) ? 1 : 0
  function_name = var.function_name
  name          = local.alias
}

locals {
  live_version = one(data.aws_lambda_alias.before[*].function_version)
  new_version  = aws_lambda_function.this.version
}

resource "aws_lambda_alias" "live" {
  name             = local.alias
  description      = "What everything points to"
  function_name    = aws_lambda_function.this.function_name
  function_version = local.live_version != null ? local.live_version : local.new_version

  dynamic "routing_config" {
    # A function that this deployment does not change has nothing to shift.
    for_each = local.live_version != null && local.live_version != local.new_version ? [var.canary_weight] : []

    content {
      additional_version_weights = { (local.new_version) = routing_config.value }
    }
  }
}
