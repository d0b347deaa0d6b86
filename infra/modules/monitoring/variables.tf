variable "project_name" {
  description = "First part of the names of what is made here."
  type        = string
}

variable "aws_region" {
  description = "Region of what is watched."
  type        = string
}

variable "account_id" {
  description = "Account, for the trail's names."
  type        = string
}

variable "partition" {
  description = "Partition of AWS, for the trail's ARNs."
  type        = string
  default     = "aws"
}

variable "functions" {
  description = "The functions to watch, by their short names."
  type = map(object({
    name           = string
    log_group_name = string
    # Where the slowest calls are an alarm.
    slow_ms = optional(number)
  }))
}

variable "queue_name" {
  description = "Queue of the updates."
  type        = string
}

variable "dead_letter_queue_name" {
  description = "Queue of what could not be answered."
  type        = string
}

variable "due_queue_name" {
  description = "Queue of what is due."
  type        = string
}

variable "due_dead_letter_queue_name" {
  description = "Queue of what was due and could not be delivered."
  type        = string
}

variable "api_id" {
  description = "API that takes the updates."
  type        = string
}

variable "api_log_group_name" {
  description = "Where that API logs who called."
  type        = string
}

variable "table_name" {
  description = "Table of the sessions."
  type        = string
}

variable "ollama_instance_ids" {
  description = "The model server's instance, or none."
  type        = list(string)
  default     = []
}

variable "speech" {
  description = "Whether voice notes are heard: then they have an alarm and a place on the dashboard."
  type        = bool
  default     = false
}

variable "connections" {
  description = "Whether calendars and notes can be connected: then they have alarms and a place on the dashboard."
  type        = bool
  default     = false
}

variable "oldest_message_seconds" {
  description = "Age of an update in the queue that is an alarm. Within a chat, one waits for the answer before it."
  type        = number
  default     = 900

  validation {
    condition     = var.oldest_message_seconds >= 60 && floor(var.oldest_message_seconds) == var.oldest_message_seconds
    error_message = "oldest_message_seconds is a whole number of seconds, at least 60."
  }
}

variable "alarm_email" {
  description = "Who is told; AWS asks this address for its consent first. null: nobody."
  type        = string
  default     = null

  validation {
    condition     = var.alarm_email == null ? true : can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", var.alarm_email))
    error_message = "alarm_email is an e-mail address."
  }
}

variable "monthly_budget_usd" {
  description = "Costs a month that are worth a mail, in US dollars; 0: no budget."
  type        = number
  default     = 0

  validation {
    condition     = var.monthly_budget_usd >= 0
    error_message = "monthly_budget_usd is not negative."
  }

  validation {
    condition     = var.monthly_budget_usd == 0 || var.alarm_email != null
    error_message = "A budget needs somebody to tell: give alarm_email as well."
  }
}

variable "enable_cloudtrail" {
  description = "Keep a trail of who changed what in the account."
  type        = bool
  default     = false
}

variable "force_destroy" {
  description = "Let terraform destroy delete the trail's bucket together with what it holds."
  type        = bool
  default     = false
}
