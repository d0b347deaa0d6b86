variable "name" {
  description = "Name of the API."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z0-9_-]{1,100}$", var.name))
    error_message = "An API name is 1 to 100 characters long: letters, digits, _ and -."
  }
}

variable "functions" {
  description = "The functions behind it: the webhook and the app's, each with its alias and what an API calls to run that."
  type = object({
    webhook = object({ name = string, alias = string, invoke_arn = string })
    web     = object({ name = string, alias = string, invoke_arn = string })
  })
}

variable "requests_per_second" {
  description = "Requests a second that are let through to the webhook on average; Telegram tries refused ones again."
  type        = number
  default     = 100

  validation {
    condition     = var.requests_per_second >= 1 && var.requests_per_second <= 10000
    error_message = "requests_per_second is a number from 1 to 10000 (an account's limit)."
  }
}

variable "burst" {
  description = "Requests that are let through to the webhook at once."
  type        = number
  default     = 200

  validation {
    condition     = var.burst >= 1 && var.burst <= 5000 && floor(var.burst) == var.burst
    error_message = "burst is a whole number from 1 to 5000 (an account's limit)."
  }
}

variable "app_requests_per_second" {
  description = "Requests a second that each route of the app lets through on average."
  type        = number
  default     = 20

  validation {
    condition     = var.app_requests_per_second >= 1 && var.app_requests_per_second <= 10000
    error_message = "app_requests_per_second is a number from 1 to 10000 (an account's limit)."
  }
}

variable "app_burst" {
  description = "Requests that each route of the app lets through at once; opening the app asks about six."
  type        = number
  default     = 60

  validation {
    condition     = var.app_burst >= 1 && var.app_burst <= 5000 && floor(var.app_burst) == var.app_burst
    error_message = "app_burst is a whole number from 1 to 5000 (an account's limit)."
  }
}

variable "log_retention_days" {
  description = "Days that access logs are kept."
  type        = number
  default     = 14
}
