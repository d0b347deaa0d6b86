variable "project_name" {
  description = "First part of the parameters' names."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}$", var.project_name))
    error_message = "project_name is 2 to 31 small letters, digits and hyphens, and begins with a letter."
  }
}

variable "telegram_token" {
  description = "Token of the bot, from @BotFather; null writes \"pending\"."
  type        = string
  default     = null
  ephemeral   = true
  sensitive   = true
}

variable "telegram_token_version" {
  description = "Raise it to write telegram_token anew."
  type        = number
  default     = 1

  validation {
    condition     = var.telegram_token_version >= 1 && floor(var.telegram_token_version) == var.telegram_token_version
    error_message = "A version is a whole number from 1 on."
  }
}

variable "webhook_secret_version" {
  description = "Raise it to make and write a new webhook secret; 0 makes none and leaves the parameter to you."
  type        = number
  default     = 1

  validation {
    condition     = var.webhook_secret_version >= 0 && floor(var.webhook_secret_version) == var.webhook_secret_version
    error_message = "A version is a whole number from 0 on."
  }
}

variable "ollama_api_key" {
  description = "Key of a model server that exists already; null makes a random one."
  type        = string
  default     = null
  ephemeral   = true
  sensitive   = true
}

variable "ollama_api_key_version" {
  description = "Raise it to write the model server's key anew; 0 makes none and leaves the parameter to you."
  type        = number
  default     = 1

  validation {
    condition     = var.ollama_api_key_version >= 0 && floor(var.ollama_api_key_version) == var.ollama_api_key_version
    error_message = "A version is a whole number from 0 on."
  }
}

variable "speech_api_key" {
  description = "Key of a speech server that exists already; null writes \"pending\"."
  type        = string
  default     = null
  ephemeral   = true
  sensitive   = true
}

variable "speech_api_key_version" {
  description = "Raise it to write the speech server's key anew; 0: there is none."
  type        = number
  default     = 0

  validation {
    condition     = var.speech_api_key_version >= 0 && floor(var.speech_api_key_version) == var.speech_api_key_version
    error_message = "A version is a whole number from 0 on."
  }
}

variable "client_secrets" {
  description = "Secrets of the clients that are registered at providers, by provider; one that is missing writes \"pending\"."
  type        = map(string)
  default     = {}
  ephemeral   = true
  sensitive   = true
}

variable "client_secret_versions" {
  description = "Providers that have such a secret; raise a number to write its secret anew."
  type        = map(number)
  default     = {}

  validation {
    condition     = alltrue([for version in values(var.client_secret_versions) : version >= 1 && floor(version) == version])
    error_message = "A version is a whole number from 1 on."
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

variable "certificate_by_instance" {
  description = "Make a placeholder that the instance fills with its own certificate."
  type        = bool
  default     = true
}

variable "ollama_certificate" {
  description = "PEM certificate of a model server that exists already; null trusts the public authorities."
  type        = string
  default     = null

  validation {
    condition     = var.ollama_certificate == null ? true : can(regex("^-----BEGIN CERTIFICATE-----\\s", var.ollama_certificate)) && length(var.ollama_certificate) <= 4096
    error_message = "A certificate is given in PEM, of at most 4096 characters (one or two certificates)."
  }
}

variable "kms_key_arn" {
  description = "Customer key that encrypts the secrets; null uses SSM's own key."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null ? true : can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.kms_key_arn))
    error_message = "kms_key_arn is the ARN of a KMS key."
  }
}
