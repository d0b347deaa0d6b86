# Secrets are ephemeral: they pass through to SSM and stay in no state and no plan. Give them in the environment
# (TF_VAR_telegram_token) or in terraform.tfvars. The versions say when one is written again.
variable "telegram_token" {
  description = "Token of the bot, from @BotFather. Needed when it is written: at the first apply, or when its version grows."
  type        = string
  default     = null
  ephemeral   = true
  sensitive   = true

  validation {
    condition     = var.telegram_token == null ? true : can(regex("^[0-9]{1,16}:[A-Za-z0-9_-]+$", var.telegram_token))
    error_message = "telegram_token is what @BotFather gives: digits, a colon, and letters, digits, _ and -."
  }
}

variable "telegram_token_version" {
  description = "Raise it to write telegram_token anew."
  type        = number
  default     = 1

  validation {
    condition     = var.telegram_token_version >= 1 && floor(var.telegram_token_version) == var.telegram_token_version
    error_message = "telegram_token_version is a whole number from 1 on."
  }
}

variable "webhook_secret_version" {
  description = "Raise it to make a new webhook secret (and run setup-webhook.sh afterwards); 0 makes none: you write the parameter."
  type        = number
  default     = 1

  validation {
    condition     = var.webhook_secret_version >= 0 && floor(var.webhook_secret_version) == var.webhook_secret_version
    error_message = "webhook_secret_version is a whole number from 0 on."
  }
}

variable "ollama_api_key" {
  description = "Key of the model server at ollama_url; null makes a random one."
  type        = string
  default     = null
  ephemeral   = true
  sensitive   = true

  validation {
    # The length is counted: a regular expression of Terraform repeats a thousand times at most.
    condition     = var.ollama_api_key == null ? true : can(regex("^[!-~]+$", var.ollama_api_key)) && length(var.ollama_api_key) <= 1024
    error_message = "ollama_api_key is 1 to 1024 printable characters without spaces, as a header takes them."
  }

  validation {
    # The proxy of our own instance starts with no shorter one.
    condition     = var.ollama_api_key == null || var.ollama_url != null ? true : length(var.ollama_api_key) >= 16
    error_message = "The key of our own instance has 16 characters or more. Leave ollama_api_key out: then a random one is made."
  }
}

variable "ollama_api_key_version" {
  description = "Raise it to write the model server's key anew; 0 makes none: you write the parameter."
  type        = number
  default     = 1

  validation {
    condition     = var.ollama_api_key_version >= 0 && floor(var.ollama_api_key_version) == var.ollama_api_key_version
    error_message = "ollama_api_key_version is a whole number from 0 on."
  }
}

variable "speech_api_key" {
  description = "Key of the speech server at speech_url."
  type        = string
  default     = null
  ephemeral   = true
  sensitive   = true

  validation {
    condition     = var.speech_api_key == null ? true : can(regex("^[!-~]+$", var.speech_api_key)) && length(var.speech_api_key) <= 1024
    error_message = "speech_api_key is 1 to 1024 printable characters without spaces, as a header takes them."
  }

  validation {
    condition     = var.speech_api_key == null || var.speech_url != null
    error_message = "speech_api_key goes with speech_url; our own instance has the model server's key."
  }
}

variable "speech_api_key_version" {
  description = "Raise it to write speech_api_key anew; 0: the server at speech_url wants no key."
  type        = number
  default     = 1

  validation {
    condition     = var.speech_api_key_version >= 0 && floor(var.speech_api_key_version) == var.speech_api_key_version
    error_message = "speech_api_key_version is a whole number from 0 on."
  }
}

variable "token_key_version" {
  description = "Newest version of the keys that seal the tokens of connections; raise it by one for a further key; 0: nothing can be connected."
  type        = number
  default     = 0

  validation {
    condition     = var.token_key_version >= 0 && var.token_key_version <= 9999 && floor(var.token_key_version) == var.token_key_version
    error_message = "token_key_version is a whole number from 0 on."
  }
}

variable "token_keys_retired" {
  description = "Versions of token keys up to this one are taken away: what they sealed opens no more."
  type        = number
  default     = 0

  validation {
    condition     = var.token_keys_retired >= 0 && floor(var.token_keys_retired) == var.token_keys_retired && var.token_keys_retired <= var.token_key_version
    error_message = "token_keys_retired is a whole number from 0 to token_key_version."
  }

  validation {
    # SSM gives ten parameters at once.
    condition     = var.token_key_version - var.token_keys_retired <= 10
    error_message = "Ten token keys are in use at most: retire the oldest."
  }
}

variable "kms_key_arn" {
  description = "Customer key that encrypts the secrets; null: SSM's own. To change it later, raise all versions with it."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null ? true : can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.kms_key_arn))
    error_message = "kms_key_arn is the ARN of a KMS key."
  }
}
