variable "name" {
  description = "Name of the rule."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z0-9_.-]{1,64}$", var.name))
    error_message = "A rule name is 1 to 64 characters long: letters, digits, _, . and -."
  }
}

variable "description" {
  description = "What the rule is for."
  type        = string
}

variable "schedule_expression" {
  description = "When: rate(…) or cron(…), in EventBridge's words."
  type        = string

  validation {
    condition     = can(regex("^(rate|cron)\\(.+\\)$", var.schedule_expression))
    error_message = "A schedule is rate(…) or cron(…), such as rate(5 minutes)."
  }
}

variable "enabled" {
  description = "Whether the rule fires."
  type        = bool
  default     = true
}

variable "function_name" {
  description = "Name of the function to call."
  type        = string
}

variable "function_alias" {
  description = "Alias of the function to call."
  type        = string
}

variable "function_alias_arn" {
  description = "ARN of that alias."
  type        = string
}

variable "retries" {
  description = "How often Lambda tries a failed call again, within a minute; null: twice, within hours."
  type        = number
  default     = null

  validation {
    condition     = var.retries == null ? true : contains([0, 1, 2], var.retries)
    error_message = "retries is 0, 1 or 2."
  }
}
