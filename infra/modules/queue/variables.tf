variable "name" {
  description = "Name of the queue, without .fifo."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z0-9_-]{1,75}$", var.name))
    error_message = "A queue name is 1 to 75 characters long (.fifo is added): letters, digits, _ and -."
  }
}

variable "dead_letter_name" {
  description = "Name of the dead-letter queue, without .fifo."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z0-9_-]{1,75}$", var.dead_letter_name)) && var.dead_letter_name != var.name
    error_message = "A queue name is 1 to 75 characters long (.fifo is added), and the two queues are not the same."
  }
}

variable "consumer_timeout_seconds" {
  description = "Timeout of the function that reads the queue."
  type        = number
}

variable "visibility_timeout_seconds" {
  description = "How long a received message is hidden at first; the worker shortens and renews it itself."
  type        = number

  validation {
    condition     = var.visibility_timeout_seconds >= var.consumer_timeout_seconds && var.visibility_timeout_seconds <= 43200
    error_message = "The visibility timeout is not below the consumer's timeout (Lambda insists) and at most 43200 seconds."
  }
}

variable "max_receive_count" {
  description = "Times a message is received before it becomes a dead letter."
  type        = number
  default     = 30

  validation {
    condition     = var.max_receive_count >= 1 && var.max_receive_count <= 1000 && floor(var.max_receive_count) == var.max_receive_count
    error_message = "max_receive_count is a whole number from 1 to 1000."
  }
}

variable "restrict_dead_letter_source" {
  description = "Let only this module's queue use its dead-letter queue."
  type        = bool
  default     = false
}
