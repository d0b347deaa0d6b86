variable "bucket_name" {
  description = "Name of the bucket, unique in the world."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.bucket_name))
    error_message = "A bucket name is 3 to 63 characters long: small letters, digits and inner hyphens."
  }
}

variable "versioned" {
  description = "Keep what is overwritten or deleted for old_versions_expire_after_days."
  type        = bool
  default     = true
}

variable "old_versions_expire_after_days" {
  description = "Days after which an overwritten or deleted object is gone for good."
  type        = number
  default     = 30

  validation {
    condition     = var.old_versions_expire_after_days >= 1 && floor(var.old_versions_expire_after_days) == var.old_versions_expire_after_days
    error_message = "old_versions_expire_after_days is a whole number of days, at least 1."
  }
}

variable "transitions" {
  description = "When objects move to STANDARD_IA and on to GLACIER_IR, in days; null keeps them where they are."
  type = object({
    infrequent_access_after_days = number
    glacier_ir_after_days        = number
  })
  default = null

  validation {
    # S3 takes nothing into STANDARD_IA before day 30, and wants 30 days there.
    condition = var.transitions == null ? true : (
      var.transitions.infrequent_access_after_days >= 30 &&
      var.transitions.glacier_ir_after_days >= var.transitions.infrequent_access_after_days + 30
    )
    error_message = "STANDARD_IA comes after 30 days at the earliest, GLACIER_IR at least 30 days later."
  }
}

variable "force_destroy" {
  description = "Let terraform destroy delete the bucket together with what it holds."
  type        = bool
  default     = false
}

variable "statements" {
  description = "Further statements of the bucket's policy, for services of AWS that write to it."
  type = list(object({
    Sid       = string
    Effect    = string
    Principal = map(string)
    Action    = string
    Resource  = string
    Condition = map(map(string))
  }))
  default = []
}

variable "tls_only" {
  description = "Refuse whoever comes without TLS. AWS-compatible servers are often reached over plain HTTP only."
  type        = bool
  default     = true
}
