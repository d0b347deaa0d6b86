# What hears voice notes: the model server's instance (speech_model), or a server that exists already (speech_url).
variable "speech_model" {
  description = "What hears voice notes: on our own instance parakeet-v3 or whisper-small, at speech_url a model of its. null: no voice notes, or what speech_url calls whisper-1."
  type        = string
  default     = null

  validation {
    condition     = var.speech_model == null ? true : can(regex("^[A-Za-z0-9][A-Za-z0-9._/:-]{0,127}$", var.speech_model))
    error_message = "speech_model is a name such as parakeet-v3, made of letters, digits and . _ / : -."
  }

  validation {
    condition     = var.speech_model == null || var.speech_url != null ? true : var.ollama_url == null && contains(["parakeet-v3", "whisper-small"], var.speech_model)
    error_message = "Our own instance hears with parakeet-v3 or whisper-small. Without an instance (ollama_url), give the speech server's address: speech_url."
  }
}

variable "speech_url" {
  description = "Speech server that exists already, with OpenAI's route for transcriptions; null: none, or our own instance (speech_model)."
  type        = string
  default     = null

  validation {
    condition     = var.speech_url == null ? true : can(regex("^https?://[^/?#@\\s]+(/[^?#\\s]*)?$", var.speech_url))
    error_message = "speech_url is an http(s) URL without a key, a query or /v1/audio/transcriptions, such as https://api.openai.com. Its key goes into speech_api_key."
  }

  validation {
    condition     = var.speech_url == null ? true : !strcontains(var.speech_url, "/audio/transcriptions")
    error_message = "speech_url is the server's address: /v1/audio/transcriptions is put behind it."
  }
}

variable "speech_language" {
  description = "Language that is always spoken, such as de; null: the server finds out."
  type        = string
  default     = null

  validation {
    condition     = var.speech_language == null ? true : can(regex("^[a-z]{2,3}$", var.speech_language))
    error_message = "speech_language is two or three small letters, such as de."
  }
}
