variable "table_name" {
  description = "Name of the table."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z0-9_.-]{3,255}$", var.table_name))
    error_message = "A table name is 3 to 255 characters long: letters, digits, _, . and -."
  }
}

variable "deletion_protection" {
  description = "Refuse to delete the table, also for terraform destroy."
  type        = bool
  default     = false
}
