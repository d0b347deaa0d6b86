# Steward on AWS: Telegram → API → webhook → queue → worker → table, archives and model server.
# The app: browser or Telegram → API → web → table, and queue → worker for what must keep a chat's order.
# What is due: table → dispatcher, every minute → queue of its own → worker.
data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id

  # A model server that exists already needs no instance, no bucket for models and nobody who stops it.
  own_server      = var.ollama_url == null
  ollama_url      = local.own_server ? module.ollama[0].url : var.ollama_url
  stops_when_idle = local.own_server && var.idle_stop_minutes > 0

  # Recordings are heard by a server that is named, or on our own instance, behind the same proxy and key.
  own_speech = local.own_server && var.speech_url == null && var.speech_model != null
  speech_key = var.speech_url != null && var.speech_api_key_version > 0

  # Where people open the app. The API has its address before it has routes, so that the functions behind them may know it.
  public_url = var.public_url != null ? trimsuffix(var.public_url, "/") : module.api.url

  # A server without host names for buckets has no certificate for them either.
  s3_tls_only = var.s3_tls_only != null ? var.s3_tls_only : !var.s3_use_path_style
}

module "secrets" {
  source                  = "./modules/secrets"
  project_name            = var.project_name
  telegram_token          = var.telegram_token
  telegram_token_version  = var.telegram_token_version
  webhook_secret_version  = var.webhook_secret_version
  ollama_api_key          = var.ollama_api_key
  ollama_api_key_version  = var.ollama_api_key_version
  speech_api_key          = var.speech_api_key
  speech_api_key_version  = local.speech_key ? var.speech_api_key_version : 0
  client_secrets          = local.client_secrets
  client_secret_versions  = local.client_secret_versions
  token_key_version       = var.token_key_version
  token_keys_retired      = var.token_keys_retired
  certificate_by_instance = local.own_server
  ollama_certificate      = var.ollama_certificate
  kms_key_arn             = var.kms_key_arn
}

module "table" {
  source              = "./modules/dynamodb"
  table_name          = "chatbot-sessions"
  deletion_protection = var.table_deletion_protection
}

module "conversations" {
  source        = "./modules/s3"
  bucket_name   = "chatbot-conversations-${local.account_id}"
  force_destroy = var.force_destroy
  tls_only      = local.s3_tls_only
  transitions   = { infrequent_access_after_days = 90, glacier_ir_after_days = 180 }
}

module "models_bucket" {
  source      = "./modules/s3"
  count       = local.own_server ? 1 : 0
  bucket_name = "chatbot-models-${local.account_id}"
  # Models can be pulled again: one copy of these gigabytes is enough, and none has to be saved from a destroy.
  versioned     = false
  force_destroy = true
  tls_only      = local.s3_tls_only
}

module "queue" {
  source                      = "./modules/queue"
  name                        = "${var.project_name}-updates"
  dead_letter_name            = "${var.project_name}-dead-letters"
  consumer_timeout_seconds    = local.worker_timeout_seconds
  visibility_timeout_seconds  = local.worker_timeout_seconds
  restrict_dead_letter_source = var.restrict_dead_letter_source
}

module "due_queue" {
  source                      = "./modules/queue"
  name                        = "${var.project_name}-due"
  dead_letter_name            = "${var.project_name}-due-dead-letters"
  consumer_timeout_seconds    = local.worker_timeout_seconds
  visibility_timeout_seconds  = local.worker_timeout_seconds
  restrict_dead_letter_source = var.restrict_dead_letter_source
}

module "ollama" {
  source           = "./modules/ec2-ollama"
  count            = local.own_server ? 1 : 0
  project_name     = var.project_name
  aws_region       = var.aws_region
  instance_type    = var.ollama_instance_type
  ami_id           = var.ollama_ami_id
  volume_gb        = var.ollama_volume_gb
  models           = [for model in var.models : model.name]
  speech_model     = local.own_speech ? var.speech_model : null
  speech_folder    = "${path.root}/../packages/speech"
  instance_profile = var.lab_role_arn == null ? null : "LabInstanceProfile"
  kms_key_arn      = var.kms_key_arn
  ssh_key_name     = var.ssh_key_name
  ssh_allowed_cidr = var.ssh_allowed_cidr

  api_key_parameter = {
    name = module.secrets.parameter_names.ollama_api_key
    arn  = module.secrets.parameter_arns.ollama_api_key
  }
  certificate_parameter = {
    name = module.secrets.parameter_names.ollama_certificate
    arn  = module.secrets.parameter_arns.ollama_certificate
  }
  models_bucket = {
    name = module.models_bucket[0].name
    arn  = module.models_bucket[0].arn
  }
}

module "api" {
  source             = "./modules/api_gateway"
  name               = var.project_name
  log_retention_days = var.log_retention_days

  functions = {
    for key, function in { webhook = module.webhook, web = module.web } :
    key => { name = function.function_name, alias = function.alias, invoke_arn = function.alias_invoke_arn }
  }
}

module "maintenance_schedule" {
  source              = "./modules/schedule"
  name                = "${var.project_name}-maintenance"
  description         = "Looks whether the model server is idle"
  schedule_expression = "rate(5 minutes)"
  enabled             = local.stops_when_idle
  function_name       = module.maintenance.function_name
  function_alias      = module.maintenance.alias
  function_alias_arn  = module.maintenance.alias_arn
}

module "dispatcher_schedule" {
  source              = "./modules/schedule"
  name                = "${var.project_name}-dispatcher"
  description         = "Queues what is due"
  schedule_expression = "rate(1 minute)"
  function_name       = module.dispatcher.function_name
  function_alias      = module.dispatcher.alias
  function_alias_arn  = module.dispatcher.alias_arn
  # The next tick takes what this one did not.
  retries = 0
}

module "monitoring" {
  source                     = "./modules/monitoring"
  project_name               = var.project_name
  aws_region                 = var.aws_region
  account_id                 = local.account_id
  partition                  = data.aws_partition.current.partition
  queue_name                 = module.queue.name
  dead_letter_queue_name     = module.queue.dead_letter_name
  due_queue_name             = module.due_queue.name
  due_dead_letter_queue_name = module.due_queue.dead_letter_name
  api_id                     = module.api.api_id
  api_log_group_name         = module.api.log_group_name
  table_name                 = module.table.name
  ollama_instance_ids        = module.ollama[*].instance_id
  speech                     = local.own_speech || var.speech_url != null
  connections                = length(local.token_keys) > 0
  alarm_email                = var.alarm_email
  monthly_budget_usd         = var.monthly_budget_usd
  enable_cloudtrail          = var.enable_cloudtrail
  force_destroy              = var.force_destroy

  functions = {
    for key, function in {
      webhook = module.webhook, worker = module.worker, dispatcher = module.dispatcher, maintenance = module.maintenance
      web     = module.web
    } :
    key => {
      name           = function.function_name
      log_group_name = function.log_group_name
      # Somebody waits before a page. The others wait for a model, for a moment, or for nobody.
      slow_ms = key == "web" ? 3000 : null
    }
  }
}
