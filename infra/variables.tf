# What belongs to the whole deployment. Secrets: variables-secrets.tf; the model server: variables-ollama.tf.
variable "aws_region" {
  description = "AWS region of everything. AWS Academy allows us-east-1 and us-west-2."
  type        = string
  default     = "us-east-1"

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.aws_region))
    error_message = "aws_region is written like us-east-1."
  }
}

variable "project_name" {
  description = "First part of the names of functions, queues, parameters and alarms."
  type        = string
  default     = "steward"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}$", var.project_name))
    error_message = "project_name is 2 to 31 small letters, digits and hyphens, and begins with a letter."
  }
}

variable "telegram_api_url" {
  description = "Bot API server."
  type        = string
  default     = "https://api.telegram.org"

  validation {
    condition     = can(regex("^https?://[^/\\s]+", var.telegram_api_url))
    error_message = "telegram_api_url is an http(s) URL."
  }
}

variable "models" {
  description = "Models to offer, in order; the first one answers new chats. context_length is in tokens."
  type = list(object({
    name           = string
    description    = optional(string, "")
    size           = optional(string, "")
    context_length = optional(number)
  }))
  default = [{ name = "qwen3.5:2b", description = "Small and quick", size = "2.7 GB" }]

  validation {
    condition     = length(var.models) >= 1 && length(distinct(var.models[*].name)) == length(var.models)
    error_message = "At least one model is offered, and none twice."
  }

  validation {
    condition     = alltrue([for model in var.models : can(regex("^[a-zA-Z0-9][a-zA-Z0-9._/:-]{0,127}$", model.name))])
    error_message = "A model's name is made of letters, digits and . _ / : -, such as qwen3.5:2b."
  }

  validation {
    condition = alltrue([
      for model in var.models :
      model.context_length == null ? true : model.context_length >= 512 && model.context_length <= 1048576 && floor(model.context_length) == model.context_length
    ])
    error_message = "context_length is a whole number of tokens from 512 to 1048576."
  }

  validation {
    condition     = length(jsonencode(var.models)) <= 2500
    error_message = "The list of models is longer than a function's environment can hold; shorten the descriptions."
  }
}

variable "allowed_user_ids" {
  description = "Telegram ids of who may use the bot (groups have negative ids), or [\"everyone\"]. Empty: whoever pairs, and whom they let in."
  type        = list(string)
  default     = []

  validation {
    condition     = try(lower(one(var.allowed_user_ids)) == "everyone", false) || alltrue([for id in var.allowed_user_ids : can(regex("^-?[1-9][0-9]{0,15}$", id)) && try(abs(tonumber(id)) < 9007199254740992, false)]) && length(var.allowed_user_ids) <= 60
    error_message = "allowed_user_ids are whole numbers of at most 16 digits, 60 at most, or the one word everyone."
  }
}

variable "max_turns_at_once" {
  description = "Answers that one person may have under way at the same time, in several chats; null: 5."
  type        = number
  default     = null

  validation {
    condition     = var.max_turns_at_once == null ? true : floor(var.max_turns_at_once) == var.max_turns_at_once && var.max_turns_at_once >= 1 && var.max_turns_at_once <= 999999
    error_message = "max_turns_at_once is a whole number from 1 to 999999."
  }
}

variable "max_turns_per_hour" {
  description = "Questions that one person may ask within an hour; null: 600."
  type        = number
  default     = null

  validation {
    condition     = var.max_turns_per_hour == null ? true : floor(var.max_turns_per_hour) == var.max_turns_per_hour && var.max_turns_per_hour >= 1 && var.max_turns_per_hour <= 999999
    error_message = "max_turns_per_hour is a whole number from 1 to 999999."
  }
}

variable "streaming" {
  description = "How an answer grows: edit (a message that is edited), draft (Telegram's drafts, private chats) or off."
  type        = string
  default     = "edit"

  validation {
    condition     = contains(["edit", "draft", "off"], var.streaming)
    error_message = "streaming is edit, draft or off."
  }
}

variable "lab_role_arn" {
  description = "AWS Academy: ARN of LabRole. Then no IAM resource is made, and the instance takes LabInstanceProfile."
  type        = string
  default     = null

  validation {
    condition     = var.lab_role_arn == null ? true : can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/.+$", var.lab_role_arn))
    error_message = "lab_role_arn is the ARN of a role, such as arn:aws:iam::123456789012:role/LabRole."
  }
}

variable "worker_max_concurrency" {
  description = "Chats that are answered at the same time; well above what the model server can, so that commands never wait."
  type        = number
  default     = 20

  validation {
    condition     = var.worker_max_concurrency >= 2 && var.worker_max_concurrency <= 1000 && floor(var.worker_max_concurrency) == var.worker_max_concurrency
    error_message = "worker_max_concurrency is a whole number from 2 to 1000."
  }
}

variable "lambda_architecture" {
  description = "Processor of the functions: arm64 (a fifth cheaper) or x86_64."
  type        = string
  default     = "arm64"

  validation {
    condition     = contains(["arm64", "x86_64"], var.lambda_architecture)
    error_message = "lambda_architecture is arm64 or x86_64."
  }
}

variable "lambda_zip_directory" {
  description = "Where the functions' zips lie; null: where npm run build puts them."
  type        = string
  default     = null
}

variable "canary_weight" {
  description = "Share of the calls that new versions take while the live ones keep the rest; 0: all. Set by scripts/deploy.sh."
  type        = number
  default     = 0

  validation {
    condition     = var.canary_weight >= 0 && var.canary_weight < 1
    error_message = "canary_weight is at least 0 and below 1."
  }
}

variable "log_level" {
  description = "Least level that functions log."
  type        = string
  default     = "INFO"

  validation {
    condition     = contains(["DEBUG", "INFO", "WARN", "ERROR"], var.log_level)
    error_message = "log_level is DEBUG, INFO, WARN or ERROR."
  }
}

variable "log_retention_days" {
  description = "Days that logs are kept."
  type        = number
  default     = 14

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "CloudWatch keeps logs for 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653 days."
  }
}

variable "alarm_email" {
  description = "Who is told of alarms; AWS asks this address for its consent first. null: nobody."
  type        = string
  default     = null

  validation {
    condition     = var.alarm_email == null ? true : can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", var.alarm_email))
    error_message = "alarm_email is an e-mail address."
  }
}

variable "monthly_budget_usd" {
  description = "Costs a month that are worth a mail to alarm_email, in US dollars; 0: no budget."
  type        = number
  default     = 0

  validation {
    condition     = var.monthly_budget_usd >= 0 && (var.monthly_budget_usd == 0 || var.alarm_email != null)
    error_message = "monthly_budget_usd is not negative, and a budget needs alarm_email."
  }
}

variable "enable_cloudtrail" {
  description = "Keep a trail of who changed what in the account, in a bucket of its own."
  type        = bool
  default     = false
}

variable "restrict_dead_letter_source" {
  description = "Let only the updates' queue use the dead-letter queue. Some AWS-compatible servers do not know this."
  type        = bool
  default     = false
}

variable "table_deletion_protection" {
  description = "Refuse to delete the table, also for terraform destroy."
  type        = bool
  default     = false
}

variable "force_destroy" {
  description = "Let terraform destroy delete the archives (and the trail) with their buckets. Without it, only empty ones go."
  type        = bool
  default     = false
}

variable "s3_use_path_style" {
  description = "For AWS-compatible servers without host names for buckets."
  type        = bool
  default     = false
}

variable "s3_tls_only" {
  description = "Let the buckets refuse plain HTTP. null: yes, unless s3_use_path_style tells of a server that has nothing else."
  type        = bool
  default     = null
}
