output "aws_region" {
  description = "Region of the deployment."
  value       = var.aws_region
}

output "api_gateway_url" {
  description = "Address of the API."
  value       = module.api.url
}

output "app_url" {
  description = "Address of the app, as people open it."
  value       = local.public_url
}

output "webhook_url" {
  description = "Address that Telegram sends updates to; setup-webhook.sh tells it."
  value       = module.api.webhook_url
}

output "s3_bucket_name" {
  description = "Bucket of the archives."
  value       = module.conversations.name
}

output "models_bucket_name" {
  description = "Bucket that keeps the models for the next instance; null without an instance of our own."
  value       = one(module.models_bucket[*].name)
}

output "dynamodb_table_name" {
  description = "Table of the sessions."
  value       = module.table.name
}

output "lambda_function_names" {
  description = "The functions, by their short names; each has an alias live."
  value = {
    webhook     = module.webhook.function_name
    worker      = module.worker.function_name
    dispatcher  = module.dispatcher.function_name
    maintenance = module.maintenance.function_name
    web         = module.web.function_name
  }
}

output "log_group_names" {
  description = "Where the functions and the API log."
  value = {
    webhook     = module.webhook.log_group_name
    worker      = module.worker.log_group_name
    dispatcher  = module.dispatcher.log_group_name
    maintenance = module.maintenance.log_group_name
    web         = module.web.log_group_name
    api         = module.api.log_group_name
  }
}

output "queue_url" {
  description = "Queue of the updates."
  value       = module.queue.url
}

output "dead_letter_queue_url" {
  description = "Queue of what could not be answered; redrive.sh sends it again."
  value       = module.queue.dead_letter_url
}

output "due_queue_url" {
  description = "Queue of what is due."
  value       = module.due_queue.url
}

output "due_dead_letter_queue_url" {
  description = "Queue of what was due and could not be delivered."
  value       = module.due_queue.dead_letter_url
}

output "ssm_parameter_names" {
  description = "SSM parameters of the secrets and of the model server's certificate (null where none is pinned)."
  value       = module.secrets.parameter_names
}

output "ollama_instance_id" {
  description = "Instance of the model server; null when ollama_url is given."
  value       = one(module.ollama[*].instance_id)
}

output "ollama_url" {
  description = "Where the model server answers who knows its key."
  value       = local.ollama_url
}

output "speech_url" {
  description = "Where recordings are heard; null: nowhere."
  value       = lookup(local.speech, "SPEECH_URL", null)
}

output "dispatcher_rule_name" {
  description = "Schedule of the dispatcher."
  value       = module.dispatcher_schedule.rule_name
}

output "maintenance_rule_name" {
  description = "Schedule of the maintenance function."
  value       = module.maintenance_schedule.rule_name
}

output "alarm_topic_arn" {
  description = "Topic that alarms are published to."
  value       = module.monitoring.alarm_topic_arn
}

output "dashboard_name" {
  description = "CloudWatch dashboard."
  value       = module.monitoring.dashboard_name
}
