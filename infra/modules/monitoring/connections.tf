# Calendars and notes that people connected: what their providers refuse, and what is no longer read. Only where something
# can be connected at all.
locals {
  provider_failures = "ProviderFailures"
  # What is nobody's own doing: the operator can mend it, or knows at least.
  provider_faults = ["away", "bad-answer", "provider-off", "throttled"]

  # Both call providers: one when people connect, the other when it reads.
  calling_functions = { for key, function in var.functions : key => function if var.connections && contains(["web", "worker"], key) }

  connection_alarms = { for name, alarm in {
    "providers" = {
      metric      = local.provider_failures
      comparison  = "GreaterThanOrEqualToThreshold"
      threshold   = 5
      description = "Five calls of calendar or note providers or more failed in five minutes. Look for provider in the logs of worker and web; outcome provider-off: its id or secret is wrong."
    }
    "connections-broken" = {
      metric      = "ConnectionsBroken"
      dimensions  = { service = "worker" }
      description = "A connection no longer works; its person was asked to connect anew. Many at once: has a client secret ended?"
    }
    # Readings come once a day.
    "sync-age" = {
      metric      = "SyncAge"
      dimensions  = { service = "worker" }
      statistic   = "Maximum"
      period      = 86400
      threshold   = 3 * 86400000
      description = "A connected calendar has not been read for more than three days: what is busy there is not known."
    }
  } : name => alarm if var.connections }

  connection_widgets = [for widget in [
    { title = "Connections: failed calls of providers, and broken ones", stat = "Sum", metrics = [
      [local.namespace, local.provider_failures],
      [local.namespace, "ConnectionsBroken", "service", "worker"],
    ] },
    { title = "Connections: calls of providers by outcome", stat = "Sum", metrics = [
      [{ expression = "SEARCH('{${local.namespace},outcome,provider,service} MetricName=\"ProviderCalls\"', 'Sum', ${local.five_minutes})" }],
    ] },
    { title = "Connections: time of a call, p50 and p99, ms", stat = "p50", metrics = [
      [{ expression = "SEARCH('{${local.namespace},provider,service} MetricName=\"ProviderTime\"', 'p50', ${local.five_minutes})" }],
      [{ expression = "SEARCH('{${local.namespace},provider,service} MetricName=\"ProviderTime\"', 'p99', ${local.five_minutes})" }],
    ] },
    { title = "Connections: longest time since a reading, ms", stat = "Maximum", metrics = [
      [local.namespace, "SyncAge", "service", "worker"],
    ] },
  ] : widget if var.connections]
}

# One count of both functions, and of all providers: an alarm cannot search for metrics.
resource "aws_cloudwatch_log_metric_filter" "provider_failures" {
  for_each       = local.calling_functions
  name           = "${each.value.name}-provider-failures"
  log_group_name = each.value.log_group_name
  pattern        = "{ ($.ProviderCalls = 1) && (${join(" || ", [for fault in local.provider_faults : "($.outcome = \"${fault}\")"])}) }"

  metric_transformation {
    namespace = local.namespace
    name      = local.provider_failures
    value     = "1"
    unit      = "Count"
  }
}
