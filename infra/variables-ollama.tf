# The model server: one that exists already (ollama_url), or an instance of our own.
variable "ollama_url" {
  description = "Model server that exists already; null makes an instance with one."
  type        = string
  default     = null

  validation {
    condition     = var.ollama_url == null ? true : can(regex("^https?://[^/\\s]+/?$", var.ollama_url))
    error_message = "ollama_url is an http(s) URL without a path, such as https://ollama.example.org:11434."
  }
}

variable "ollama_certificate" {
  description = "PEM certificate to pin for the server at ollama_url; null trusts the public authorities."
  type        = string
  default     = null

  validation {
    condition     = var.ollama_certificate == null ? true : can(regex("^-----BEGIN CERTIFICATE-----\\s", var.ollama_certificate)) && length(var.ollama_certificate) <= 4096
    error_message = "A certificate is given in PEM, of at most 4096 characters."
  }

  validation {
    condition     = var.ollama_certificate == null || var.ollama_url != null
    error_message = "Our own instance makes its certificate itself; ollama_certificate goes with ollama_url."
  }
}

variable "ollama_instance_type" {
  description = "EC2 instance type; types with a GPU (g4dn.xlarge, g6.xlarge) get an image with its drivers."
  type        = string
  default     = "t3.large"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]*[0-9][a-z0-9-]*\\.[a-z0-9-]+$", var.ollama_instance_type))
    error_message = "An instance type is written like t3.large or g6.xlarge."
  }
}

variable "ollama_ami_id" {
  description = "Image to start from; null chooses the newest Amazon Linux 2023 that fits the type."
  type        = string
  default     = null

  validation {
    condition     = var.ollama_ami_id == null ? true : can(regex("^ami-[0-9a-f]+$", var.ollama_ami_id))
    error_message = "An image id begins with ami-."
  }
}

variable "ollama_volume_gb" {
  description = "Size of the encrypted disk; null takes 60 GB, and 150 GB with a GPU. AWS Academy allows 100."
  type        = number
  default     = null

  validation {
    condition     = var.ollama_volume_gb == null ? true : var.ollama_volume_gb >= 20 && var.ollama_volume_gb <= 16384 && floor(var.ollama_volume_gb) == var.ollama_volume_gb
    error_message = "ollama_volume_gb is a whole number from 20 to 16384."
  }
}

variable "idle_stop_minutes" {
  description = "Minutes without a chat after which the instance is stopped; the next message starts it. 0: never."
  type        = number
  default     = 30

  validation {
    condition     = var.idle_stop_minutes >= 0 && var.idle_stop_minutes <= 10080 && floor(var.idle_stop_minutes) == var.idle_stop_minutes
    error_message = "idle_stop_minutes is a whole number from 0 to 10080 (a week)."
  }
}

variable "ssh_key_name" {
  description = "EC2 key pair for SSH (AWS Academy: vockey); null: Session Manager only."
  type        = string
  default     = null
}

variable "ssh_allowed_cidr" {
  description = "Addresses that may use SSH, such as 203.0.113.7/32; null: nobody."
  type        = string
  default     = null

  validation {
    # cidrsubnet gives the range itself, beginning at its first address.
    condition = var.ssh_allowed_cidr == null ? true : try(
      cidrsubnet(var.ssh_allowed_cidr, 0, 0) == var.ssh_allowed_cidr && !strcontains(var.ssh_allowed_cidr, ":") &&
      tonumber(split("/", var.ssh_allowed_cidr)[1]) >= 8,
      false,
    )
    error_message = "ssh_allowed_cidr is one IPv4 address such as 203.0.113.7/32, or a range that begins at its first one, such as 203.0.113.0/24; no wider than /8."
  }

  validation {
    condition     = var.ssh_allowed_cidr == null || var.ssh_key_name != null
    error_message = "SSH needs a key pair: give ssh_key_name as well, or use Session Manager."
  }
}
