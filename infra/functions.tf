# The five functions: what each is given and how much of it. What each may do stands in permissions.tf.
locals {
  # Lambda's longest; the worker's own deadline lies before it.
  worker_timeout_seconds = 900

  zip_directory = var.lambda_zip_directory != null ? var.lambda_zip_directory : "${path.root}/../packages/handler/dist"

  allowed = length(var.allowed_user_ids) == 0 ? {} : { ALLOWED_USER_IDS = join(",", var.allowed_user_ids) }

  limits = merge(
    var.max_turns_at_once == null ? {} : { MAX_TURNS_AT_ONCE = tostring(var.max_turns_at_once) },
    var.max_turns_per_hour == null ? {} : { MAX_TURNS_PER_HOUR = tostring(var.max_turns_per_hour) },
  )

  # Only what is given: the functions have defaults of their own for the rest.
  models = [
    for model in var.models : merge(
      { name = model.name, description = model.description, size = model.size },
      model.context_length == null ? {} : { contextLength = model.context_length },
    )
  ]

  token_keys = length(module.secrets.token_key_names) == 0 ? {} : { TOKEN_KEYS_PARAMETERS = join(",", module.secrets.token_key_names) }

  # What is connected, of the function that people connect in and of the one that reads.
  client_ids = { for provider, id in { google = var.google_client_id, microsoft = var.microsoft_client_id, notion = var.notion_client_id } : provider => id if id != null }

  client_secret_versions = {
    for provider, version in {
      google    = var.google_client_secret_version
      microsoft = var.microsoft_client_secret_version
      notion    = var.notion_client_secret_version
    } : provider => version if contains(keys(local.client_ids), provider)
  }

  client_secrets = { google = var.google_client_secret, microsoft = var.microsoft_client_secret, notion = var.notion_client_secret }

  connections = merge(
    local.token_keys,
    { for provider, id in local.client_ids : "${upper(provider)}_CLIENT_ID" => id },
    { for provider, name in module.secrets.client_secret_names : "${upper(provider)}_CLIENT_SECRET_PARAMETER" => name },
    { for provider, url in var.provider_urls : "${upper(provider)}_URL" => url },
    var.microsoft_tenant == null ? {} : { MICROSOFT_TENANT = var.microsoft_tenant },
    length(var.caldav_hosts) == 0 ? {} : { CALDAV_HOSTS = join(",", var.caldav_hosts) },
  )

  speech = merge(
    local.own_speech ? {
      SPEECH_URL               = local.ollama_url
      SPEECH_API_KEY_PARAMETER = module.secrets.parameter_names.ollama_api_key
      SPEECH_CA_PARAMETER      = module.secrets.parameter_names.ollama_certificate
    } : {},
    var.speech_url == null ? {} : { SPEECH_URL = trimsuffix(var.speech_url, "/") },
    local.speech_key ? { SPEECH_API_KEY_PARAMETER = module.secrets.parameter_names.speech_api_key } : {},
    var.speech_model == null ? {} : { SPEECH_MODEL = var.speech_model },
    var.speech_language == null ? {} : { SPEECH_LANGUAGE = var.speech_language },
  )
}

module "webhook" {
  source             = "./modules/lambda"
  function_name      = "${var.project_name}-webhook"
  description        = "Takes updates from Telegram into the queue"
  zip_path           = "${local.zip_directory}/webhook.zip"
  architecture       = var.lambda_architecture
  role_arn           = var.lab_role_arn
  statements         = local.webhook_statements
  log_retention_days = var.log_retention_days
  canary_weight      = var.canary_weight
  timeout_seconds    = 10
  # Memory buys processor, and the first call of a cold start needs it.
  memory_mb = 1024

  environment = merge(
    {
      TELEGRAM_WEBHOOK_SECRET_PARAMETER = module.secrets.parameter_names.telegram_webhook_secret
      TABLE_NAME                        = module.table.name
      UPDATE_QUEUE_URL                  = module.queue.url
      POWERTOOLS_SERVICE_NAME           = "webhook"
      POWERTOOLS_LOG_LEVEL              = var.log_level
    },
    local.allowed,
  )
}

module "worker" {
  source             = "./modules/lambda"
  function_name      = "${var.project_name}-worker"
  description        = "Answers updates from the queue"
  zip_path           = "${local.zip_directory}/worker.zip"
  architecture       = var.lambda_architecture
  role_arn           = var.lab_role_arn
  statements         = local.worker_statements
  log_retention_days = var.log_retention_days
  canary_weight      = var.canary_weight
  timeout_seconds    = local.worker_timeout_seconds
  memory_mb          = 1024

  queues = {
    updates = { arn = module.queue.arn, maximum_concurrency = var.worker_max_concurrency }
    # The dispatcher queues 20 a second, and a firing takes less than one: no long answer takes their place. A connection
    # whose provider is slow may take up to a minute: there is room for 20 of those besides.
    due = { arn = module.due_queue.arn, maximum_concurrency = 40 }
  }

  environment = merge(
    {
      TELEGRAM_BOT_TOKEN_PARAMETER = module.secrets.parameter_names.telegram_bot_token
      TELEGRAM_API_URL             = var.telegram_api_url
      OLLAMA_URL                   = local.ollama_url
      OLLAMA_API_KEY_PARAMETER     = module.secrets.parameter_names.ollama_api_key
      MODELS                       = jsonencode(local.models)
      STREAMING                    = var.streaming
      TABLE_NAME                   = module.table.name
      ARCHIVE_BUCKET               = module.conversations.name
      UPDATE_QUEUE_URL             = module.queue.url
      DUE_QUEUE_URL                = module.due_queue.url
      PUBLIC_URL                   = local.public_url
      POWERTOOLS_SERVICE_NAME      = "worker"
      POWERTOOLS_LOG_LEVEL         = var.log_level
    },
    local.allowed,
    local.limits,
    local.pins_certificate ? { OLLAMA_CA_PARAMETER = module.secrets.parameter_names.ollama_certificate } : {},
    local.own_server ? { OLLAMA_INSTANCE_ID = module.ollama[0].instance_id } : {},
    local.speech,
    local.connections,
  )
}

module "web" {
  source             = "./modules/lambda"
  function_name      = "${var.project_name}-web"
  description        = "Serves the app and its API"
  zip_path           = "${local.zip_directory}/web.zip"
  architecture       = var.lambda_architecture
  role_arn           = var.lab_role_arn
  statements         = local.web_statements
  log_retention_days = var.log_retention_days
  canary_weight      = var.canary_weight
  # Somebody waits before it, and at most for a provider that they connect. What takes long is a work of the worker's.
  timeout_seconds = 29
  memory_mb       = 1024

  # No secret, nor the name of one, but of what connects accounts: signing in needs public keys alone.
  environment = merge(
    {
      TABLE_NAME              = module.table.name
      UPDATE_QUEUE_URL        = module.queue.url
      PUBLIC_URL              = local.public_url
      MODELS                  = jsonencode(local.models)
      STREAMING               = var.streaming
      POWERTOOLS_SERVICE_NAME = "web"
      POWERTOOLS_LOG_LEVEL    = var.log_level
    },
    local.allowed,
    local.limits,
    length(var.mini_app_keys) == 0 ? {} : { MINI_APP_KEYS = join(",", var.mini_app_keys) },
    length(var.mini_app_parents) == 0 ? {} : { MINI_APP_PARENTS = join(",", var.mini_app_parents) },
    local.connections,
  )
}

module "dispatcher" {
  source             = "./modules/lambda"
  function_name      = "${var.project_name}-dispatcher"
  description        = "Queues what is due, at its moment"
  zip_path           = "${local.zip_directory}/dispatcher.zip"
  architecture       = var.lambda_architecture
  role_arn           = var.lab_role_arn
  statements         = local.dispatcher_statements
  log_retention_days = var.log_retention_days
  # Time for what comes due within its look ahead, and for many at once.
  timeout_seconds = 300
  memory_mb       = 256
  # No share: of one call a minute there is no tenth. Two versions at once queue the same.

  environment = {
    TABLE_NAME              = module.table.name
    DUE_QUEUE_URL           = module.due_queue.url
    POWERTOOLS_SERVICE_NAME = "dispatcher"
    POWERTOOLS_LOG_LEVEL    = var.log_level
  }
}

module "maintenance" {
  source             = "./modules/lambda"
  function_name      = "${var.project_name}-maintenance"
  description        = "Stops the model server when nobody chats"
  zip_path           = "${local.zip_directory}/maintenance.zip"
  architecture       = var.lambda_architecture
  role_arn           = var.lab_role_arn
  statements         = local.maintenance_statements
  log_retention_days = var.log_retention_days
  canary_weight      = var.canary_weight
  timeout_seconds    = 60
  memory_mb          = 256

  environment = merge(
    {
      TABLE_NAME              = module.table.name
      IDLE_STOP_MINUTES       = tostring(var.idle_stop_minutes)
      POWERTOOLS_SERVICE_NAME = "maintenance"
      POWERTOOLS_LOG_LEVEL    = var.log_level
    },
    local.own_server ? { OLLAMA_INSTANCE_ID = module.ollama[0].instance_id } : {},
  )
}
