# The app: where people open it, and whose word it takes for who they are.
variable "public_url" {
  description = "Address under which people open the app, where a domain of yours leads to the API; null: the API's own."
  type        = string
  default     = null

  validation {
    # A session is a cookie for this address: no path, no name and no query. Plain HTTP never leaves a machine.
    condition     = var.public_url == null ? true : can(regex("^(https://[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|http://(localhost|127\\.0\\.0\\.1))(:[0-9]{1,5})?/?$", var.public_url))
    error_message = "public_url is an https address without a path, such as https://steward.example.org (http only for localhost and 127.0.0.1)."
  }
}

variable "mini_app_keys" {
  description = "Ed25519 public keys, in hex, that sign who opens the app in Telegram; empty: Telegram's own."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for key in var.mini_app_keys : can(regex("^[0-9a-f]{64}$", key))]) && length(var.mini_app_keys) <= 4
    error_message = "mini_app_keys are 64 hex digits each, in small letters, 4 at most."
  }
}

variable "mini_app_parents" {
  description = "Origins whose pages may show the app in a frame; empty: Telegram's web app, https://web.telegram.org."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for origin in var.mini_app_parents : can(regex("^(https://[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|http://(localhost|127\\.0\\.0\\.1))(:[0-9]{1,5})?$", origin))]) && length(var.mini_app_parents) <= 4
    error_message = "mini_app_parents are https origins such as https://web.telegram.org (http only for localhost and 127.0.0.1), 4 at most."
  }
}
