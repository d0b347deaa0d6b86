# The real provider, which calls nobody for these plans: Terraform's mocks know no ephemeral resources.
provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

variables {
  project_name = "steward"
  # Only AWS makes random ones.
  webhook_secret_version = 0
  ollama_api_key_version = 0
}

run "encrypts_all_three_secrets" {
  command = plan

  assert {
    condition = alltrue([
      aws_ssm_parameter.bot_token.type == "SecureString",
      aws_ssm_parameter.webhook_secret.type == "SecureString",
      aws_ssm_parameter.ollama_api_key.type == "SecureString",
    ])
    error_message = "Every secret is a SecureString."
  }
  assert {
    condition = output.parameter_names == {
      telegram_bot_token      = "/steward/telegram/bot-token"
      telegram_webhook_secret = "/steward/telegram/webhook-secret"
      ollama_api_key          = "/steward/ollama/api-key"
      speech_api_key          = null
      ollama_certificate      = "/steward/ollama/certificate"
    }
    error_message = "The parameters have the names that functions and scripts know."
  }
}

run "plans_no_secret" {
  command = plan

  variables {
    telegram_token = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
  }

  assert {
    condition = alltrue([
      for parameter in [aws_ssm_parameter.bot_token, aws_ssm_parameter.webhook_secret, aws_ssm_parameter.ollama_api_key] :
      parameter.value_wo == null
    ])
    error_message = "Secrets are written, never planned."
  }
}

run "writes_a_secret_anew_only_when_its_own_version_grows" {
  command = plan

  variables {
    telegram_token_version = 2
  }

  assert {
    condition = (
      aws_ssm_parameter.bot_token.value_wo_version == 2 &&
      aws_ssm_parameter.webhook_secret.value_wo_version == 0 &&
      aws_ssm_parameter.ollama_api_key.value_wo_version == 0
    )
    error_message = "Each secret has a version of its own."
  }
}

run "leaves_the_certificate_to_the_instance" {
  command = plan

  assert {
    condition     = aws_ssm_parameter.certificate[0].type == "String" && aws_ssm_parameter.certificate[0].insecure_value == "pending"
    error_message = "The certificate is a placeholder first."
  }
}

run "takes_the_certificate_of_another_server" {
  command = plan

  variables {
    certificate_by_instance = false
    ollama_certificate      = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
  }

  assert {
    condition     = length(aws_ssm_parameter.certificate) == 0 && aws_ssm_parameter.given_certificate[0].insecure_value == var.ollama_certificate
    error_message = "The given certificate is pinned."
  }
}

run "pins_nothing_where_nothing_is_given" {
  command = plan

  variables {
    certificate_by_instance = false
  }

  assert {
    condition     = output.parameter_names.ollama_certificate == null && output.parameter_arns.ollama_certificate == null
    error_message = "Without a certificate there is no parameter for one."
  }
}

run "encrypts_with_the_customers_key" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:us-east-1:111122223333:key/mine"
  }

  assert {
    condition = alltrue([
      for parameter in [aws_ssm_parameter.bot_token, aws_ssm_parameter.webhook_secret, aws_ssm_parameter.ollama_api_key] :
      parameter.key_id == "arn:aws:kms:us-east-1:111122223333:key/mine"
    ])
    error_message = "All three are encrypted with the given key."
  }
}

run "keeps_the_key_of_a_speech_server" {
  command = plan

  variables {
    speech_api_key         = "sk-abc"
    speech_api_key_version = 2
  }

  assert {
    condition = alltrue([
      aws_ssm_parameter.speech_api_key[0].type == "SecureString",
      aws_ssm_parameter.speech_api_key[0].value_wo == null,
      aws_ssm_parameter.speech_api_key[0].value_wo_version == 2,
      output.parameter_names.speech_api_key == "/steward/speech/api-key",
    ])
    error_message = "The key is a secret like the others: written, never planned."
  }
}

run "keeps_the_secret_of_each_provider_that_has_one" {
  command = plan

  variables {
    client_secrets         = { google = "canary" }
    client_secret_versions = { google = 2, notion = 1 }
  }

  assert {
    condition = { for provider, parameter in aws_ssm_parameter.client_secret : provider => [parameter.name, parameter.type, parameter.value_wo_version] } == {
      google = ["/steward/google/client-secret", "SecureString", 2], notion = ["/steward/notion/client-secret", "SecureString", 1]
    } && alltrue([for parameter in values(aws_ssm_parameter.client_secret) : parameter.value_wo == null])
    error_message = "A secret for each, written and never planned; one that is not given yet is pending."
  }
}

run "makes_no_token_key_unasked" {
  command = plan

  assert {
    condition     = length(aws_ssm_parameter.token_key) == 0 && length(output.token_key_names) == 0 && length(output.token_key_arns) == 0
    error_message = "Nothing can be connected before somebody wants it."
  }
}

run "keeps_the_parameters_of_retired_token_keys" {
  command = plan

  # Live ones are random, and only AWS makes those: test/cloud looks at them.
  variables {
    token_key_version  = 2
    token_keys_retired = 2
  }

  assert {
    condition = alltrue([for parameter in values(aws_ssm_parameter.token_key) :
      parameter.type == "SecureString" && parameter.value_wo == null && parameter.value_wo_version == 2
    ]) && [for parameter in values(aws_ssm_parameter.token_key) : parameter.name] == ["/steward/token-keys/1", "/steward/token-keys/2"]
    error_message = "What is retired is written over, never destroyed."
  }
  assert {
    condition     = length(output.token_key_names) == 0 && length(output.token_key_arns) == 0
    error_message = "Nobody is given what is retired."
  }
}
