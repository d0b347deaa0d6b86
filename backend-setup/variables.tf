variable "aws_region" {
  description = "Region of the bucket."
  type        = string
  default     = "us-east-1"

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.aws_region))
    error_message = "aws_region is written like us-east-1."
  }
}

variable "state_key" {
  description = "Name of the state in the bucket; another one for each deployment."
  type        = string
  default     = "steward/terraform.tfstate"

  validation {
    condition     = can(regex("^[a-zA-Z0-9][a-zA-Z0-9._/-]*\\.tfstate$", var.state_key))
    error_message = "state_key is a path of letters, digits and . _ / - that ends in .tfstate."
  }
}

variable "old_versions_expire_after_days" {
  description = "Days that earlier states can be brought back."
  type        = number
  default     = 90

  validation {
    condition     = var.old_versions_expire_after_days >= 1 && floor(var.old_versions_expire_after_days) == var.old_versions_expire_after_days
    error_message = "old_versions_expire_after_days is a whole number of days, at least 1."
  }
}

variable "force_destroy" {
  description = "Let terraform destroy delete the bucket together with the states it holds."
  type        = bool
  default     = false
}

variable "s3_use_path_style" {
  description = "For AWS-compatible servers without host names for buckets."
  type        = bool
  default     = false
}
