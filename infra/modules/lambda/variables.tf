variable "function_name" {
  description = "Name of the function."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z0-9_-]{1,64}$", var.function_name))
    error_message = "A function name is 1 to 64 characters long: letters, digits, _ and -."
  }
}

variable "description" {
  description = "What the function does."
  type        = string
}

variable "zip_path" {
  description = "The zip that npm run build makes."
  type        = string
}

variable "architecture" {
  description = "Processor: arm64 (a fifth cheaper) or x86_64."
  type        = string
  default     = "arm64"

  validation {
    condition     = contains(["arm64", "x86_64"], var.architecture)
    error_message = "The architecture is arm64 or x86_64."
  }
}

variable "memory_mb" {
  description = "Memory, and with it the share of a processor."
  type        = number

  validation {
    condition     = var.memory_mb >= 128 && var.memory_mb <= 10240 && floor(var.memory_mb) == var.memory_mb
    error_message = "memory_mb is a whole number from 128 to 10240."
  }
}

variable "timeout_seconds" {
  description = "When Lambda gives up on a call."
  type        = number

  validation {
    condition     = var.timeout_seconds >= 1 && var.timeout_seconds <= 900 && floor(var.timeout_seconds) == var.timeout_seconds
    error_message = "timeout_seconds is a whole number from 1 to 900."
  }
}

variable "environment" {
  description = "The function's environment. Never a secret: names of SSM parameters instead."
  type        = map(string)
}

variable "statements" {
  description = "What the function's own role may do, besides writing its logs and traces."
  type = list(object({
    sid       = string
    actions   = list(string)
    resources = list(string)
  }))
  default = []
}

variable "role_arn" {
  description = "Role that exists already (AWS Academy: LabRole); null makes one."
  type        = string
  default     = null
}

variable "log_retention_days" {
  description = "Days that logs are kept."
  type        = number
  default     = 14
}

variable "canary_weight" {
  description = "Share of the calls that the new version takes while the live one keeps the rest; 0: the new one takes all."
  type        = number
  default     = 0

  validation {
    condition     = var.canary_weight >= 0 && var.canary_weight < 1
    error_message = "canary_weight is at least 0 and below 1."
  }
}

variable "queues" {
  description = "Queues that call the function, by names of their own, and how many calls of each run at the same time."
  type = map(object({
    arn                 = string
    maximum_concurrency = number
  }))
  default = {}

  validation {
    condition     = alltrue([for queue in var.queues : queue.maximum_concurrency >= 2 && queue.maximum_concurrency <= 1000])
    error_message = "maximum_concurrency is a number from 2 (Lambda's least) to 1000."
  }
}
