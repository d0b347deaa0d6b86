variable "project_name" {
  description = "First part of the names of what is made here."
  type        = string
}

variable "aws_region" {
  description = "Region the instance lives in."
  type        = string
}

variable "instance_type" {
  description = "EC2 instance type; types with a GPU get an image with its drivers."
  type        = string
  default     = "t3.large"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]*[0-9][a-z0-9-]*\\.[a-z0-9-]+$", var.instance_type))
    error_message = "An instance type is written like t3.large or g6.xlarge."
  }
}

variable "ami_id" {
  description = "Image to start from; null chooses the newest Amazon Linux 2023 that fits the type."
  type        = string
  default     = null

  validation {
    condition     = var.ami_id == null ? true : can(regex("^ami-[0-9a-f]+$", var.ami_id))
    error_message = "An image id begins with ami-."
  }
}

variable "volume_gb" {
  description = "Size of the encrypted disk; null takes 60 GB, and 150 GB with a GPU. AWS Academy allows 100."
  type        = number
  default     = null

  validation {
    condition     = var.volume_gb == null ? true : var.volume_gb >= 20 && var.volume_gb <= 16384 && floor(var.volume_gb) == var.volume_gb
    error_message = "volume_gb is a whole number from 20 to 16384."
  }
}

variable "models" {
  description = "Names of the models to have ready, as Ollama knows them."
  type        = list(string)

  validation {
    # They stand in a shell's settings file: nothing that a shell would read as anything but a name.
    condition     = alltrue([for name in var.models : can(regex("^[a-zA-Z0-9][a-zA-Z0-9._/:-]{0,127}$", name))])
    error_message = "A model's name is made of letters, digits and . _ / : -, such as qwen3.5:2b."
  }
}

variable "speech_model" {
  description = "Model of a speech server beside Ollama: parakeet-v3 or whisper-small; null: none."
  type        = string
  default     = null

  validation {
    condition     = var.speech_model == null ? true : contains(["parakeet-v3", "whisper-small"], var.speech_model)
    error_message = "speech_model is parakeet-v3 or whisper-small."
  }
}

variable "speech_folder" {
  description = "Where the files of the speech server lie (packages/speech)."
  type        = string
  default     = null

  validation {
    condition     = var.speech_model == null || var.speech_folder != null
    error_message = "A speech server needs its files: give speech_folder."
  }
}

variable "api_key_parameter" {
  description = "SSM parameter of the key that callers must show."
  type = object({
    name = string
    arn  = string
  })
}

variable "certificate_parameter" {
  description = "SSM parameter that the instance writes its certificate to."
  type = object({
    name = string
    arn  = string
  })
}

variable "models_bucket" {
  description = "Bucket that keeps the models for the next instance."
  type = object({
    name = string
    arn  = string
  })
}

variable "instance_profile" {
  description = "Instance profile that exists already (AWS Academy: LabInstanceProfile); null makes one."
  type        = string
  default     = null
}

variable "kms_key_arn" {
  description = "Customer key that encrypts the model server's key; null: SSM's own."
  type        = string
  default     = null
}

variable "ssh_key_name" {
  description = "EC2 key pair for SSH; null: Session Manager only."
  type        = string
  default     = null
}

variable "ssh_allowed_cidr" {
  description = "Addresses that may use SSH; null: nobody."
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
