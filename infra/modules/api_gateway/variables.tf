variable "name" {
  description = "Name of the API."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z0-9_-]{1,100}$", var.name))
    error_message = "An API name is 1 to 100 characters long: letters, digits, _ and -."
  }
}

variable "function_name" {
  description = "Name of the function that takes updates."
  type        = string
}

variable "function_alias" {
  description = "Alias of that function."
  type        = string
}

variable "function_invoke_arn" {
  description = "Invoke ARN of the alias."
  type        = string
}

variable "requests_per_second" {
  description = "Requests a second that are let through on average; Telegram tries refused ones again."
  type        = number
  default     = 100

  validation {
    condition     = var.requests_per_second >= 1 && var.requests_per_second <= 10000
    error_message = "requests_per_second is a number from 1 to 10000 (an account's limit)."
  }
}

variable "burst" {
  description = "Requests that are let through at once."
  type        = number
  default     = 200

  validation {
    condition     = var.burst >= 1 && var.burst <= 5000 && floor(var.burst) == var.burst
    error_message = "burst is a whole number from 1 to 5000 (an account's limit)."
  }
}

variable "log_retention_days" {
  description = "Days that access logs are kept."
  type        = number
  default     = 14
}
