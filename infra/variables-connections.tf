# What people connect their calendars and notes with: clients that you registered at the providers (docs/connections.md), and
# which private hosts may be reached. A provider without its id is not offered, and harms no other.

variable "google_client_id" {
  description = "Id of the client registered at Google; null: not offered."
  type        = string
  default     = null

  validation {
    condition     = var.google_client_id == null ? true : can(regex("^[!-~]{1,200}$", var.google_client_id))
    error_message = "google_client_id is 1 to 200 printable characters without spaces."
  }

  validation {
    condition     = var.google_client_id == null || var.token_key_version > var.token_keys_retired
    error_message = "Connections are sealed with a key of yours: set token_key_version to 1 (or above token_keys_retired)."
  }
}

variable "google_client_secret" {
  description = "Secret of the same client. Needed when it is written: at first, or when its version grows."
  type        = string
  default     = null
  ephemeral   = true
  sensitive   = true

  validation {
    condition     = var.google_client_secret == null ? true : can(regex("^[!-~]+$", var.google_client_secret)) && length(var.google_client_secret) <= 1024
    error_message = "google_client_secret is 1 to 1024 printable characters without spaces."
  }

  validation {
    condition     = var.google_client_secret == null || var.google_client_id != null
    error_message = "google_client_secret goes with google_client_id."
  }
}

variable "google_client_secret_version" {
  description = "Raise it to write google_client_secret anew."
  type        = number
  default     = 1

  validation {
    condition     = var.google_client_secret_version >= 1 && floor(var.google_client_secret_version) == var.google_client_secret_version
    error_message = "google_client_secret_version is a whole number from 1 on."
  }
}

variable "microsoft_client_id" {
  description = "Id of the client registered at Microsoft; null: not offered."
  type        = string
  default     = null

  validation {
    condition     = var.microsoft_client_id == null ? true : can(regex("^[!-~]{1,200}$", var.microsoft_client_id))
    error_message = "microsoft_client_id is 1 to 200 printable characters without spaces."
  }

  validation {
    condition     = var.microsoft_client_id == null || var.token_key_version > var.token_keys_retired
    error_message = "Connections are sealed with a key of yours: set token_key_version to 1 (or above token_keys_retired)."
  }
}

variable "microsoft_client_secret" {
  description = "Secret of the same client. Needed when it is written: at first, or when its version grows."
  type        = string
  default     = null
  ephemeral   = true
  sensitive   = true

  validation {
    condition     = var.microsoft_client_secret == null ? true : can(regex("^[!-~]+$", var.microsoft_client_secret)) && length(var.microsoft_client_secret) <= 1024
    error_message = "microsoft_client_secret is 1 to 1024 printable characters without spaces."
  }

  validation {
    condition     = var.microsoft_client_secret == null || var.microsoft_client_id != null
    error_message = "microsoft_client_secret goes with microsoft_client_id."
  }
}

variable "microsoft_client_secret_version" {
  description = "Raise it to write microsoft_client_secret anew."
  type        = number
  default     = 1

  validation {
    condition     = var.microsoft_client_secret_version >= 1 && floor(var.microsoft_client_secret_version) == var.microsoft_client_secret_version
    error_message = "microsoft_client_secret_version is a whole number from 1 on."
  }
}

variable "notion_client_id" {
  description = "Id of the client registered at Notion; null: not offered."
  type        = string
  default     = null

  validation {
    condition     = var.notion_client_id == null ? true : can(regex("^[!-~]{1,200}$", var.notion_client_id))
    error_message = "notion_client_id is 1 to 200 printable characters without spaces."
  }

  validation {
    condition     = var.notion_client_id == null || var.token_key_version > var.token_keys_retired
    error_message = "Connections are sealed with a key of yours: set token_key_version to 1 (or above token_keys_retired)."
  }
}

variable "notion_client_secret" {
  description = "Secret of the same client. Needed when it is written: at first, or when its version grows."
  type        = string
  default     = null
  ephemeral   = true
  sensitive   = true

  validation {
    condition     = var.notion_client_secret == null ? true : can(regex("^[!-~]+$", var.notion_client_secret)) && length(var.notion_client_secret) <= 1024
    error_message = "notion_client_secret is 1 to 1024 printable characters without spaces."
  }

  validation {
    condition     = var.notion_client_secret == null || var.notion_client_id != null
    error_message = "notion_client_secret goes with notion_client_id."
  }
}

variable "notion_client_secret_version" {
  description = "Raise it to write notion_client_secret anew."
  type        = number
  default     = 1

  validation {
    condition     = var.notion_client_secret_version >= 1 && floor(var.notion_client_secret_version) == var.notion_client_secret_version
    error_message = "notion_client_secret_version is a whole number from 1 on."
  }
}

variable "microsoft_tenant" {
  description = "Whose accounts may be connected: common (all), or the id or domain of one directory; null: common."
  type        = string
  default     = null

  validation {
    condition     = var.microsoft_tenant == null ? true : can(regex("^[0-9A-Za-z_.-]{1,100}$", var.microsoft_tenant))
    error_message = "microsoft_tenant is common, or the id or domain of a directory."
  }
}

variable "caldav_hosts" {
  description = "Hosts (host or host:port) that connections may reach although they are private."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for host in var.caldav_hosts : can(regex("^(\\[[0-9A-Fa-f:.]+\\](:[0-9]{1,5})?|[0-9A-Za-z_.-]+(:[0-9]{1,5})?|[0-9A-Fa-f:.]+)$", host))]) && length(var.caldav_hosts) <= 20
    error_message = "caldav_hosts are hosts such as calendar.lan or 192.168.1.9:5232, 20 at most."
  }
}

variable "provider_urls" {
  description = "Where stand-ins of google, microsoft or notion answer, for trials; what they offer is called a demo."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for name, url in var.provider_urls : contains(["google", "microsoft", "notion"], name) && can(regex("^https?://[^/\\s]+$", url))])
    error_message = "provider_urls are http(s) addresses without a path, of google, microsoft or notion."
  }
}
