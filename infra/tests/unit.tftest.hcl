# The whole deployment, planned. What the plan holds is looked at more closely in test/terraform.
# The real provider, which calls nobody for these plans: Terraform's mocks know no ephemeral resources.
provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

override_data {
  target = data.aws_caller_identity.current
  values = { account_id = "111122223333" }
}

override_data {
  target = module.ollama[0].data.aws_ami_ids.this[0]
  values = { ids = ["ami-0123456789abcdef0"] }
}

override_data {
  target = module.ollama[0].data.aws_vpc.default
  values = { id = "vpc-0123456789abcdef0" }
}

override_data {
  target = module.ollama[0].data.aws_ec2_instance_type_offerings.this
  values = { locations = ["us-east-1a"] }
}

override_data {
  target = module.ollama[0].data.aws_subnets.this
  values = { ids = ["subnet-0123456789abcdef0"] }
}

override_resource {
  target          = module.ollama[0].aws_eip.this
  override_during = plan
  values          = { public_ip = "203.0.113.9" }
}

override_resource {
  target          = module.ollama[0].aws_instance.this
  override_during = plan
  values          = { id = "i-0123456789abcdef0", arn = "arn:aws:ec2:us-east-1:111122223333:instance/i-0123456789abcdef0" }
}

override_resource {
  target          = module.queue.aws_sqs_queue.this
  override_during = plan
  values          = { id = "https://sqs.us-east-1.amazonaws.com/111122223333/steward-updates.fifo", arn = "arn:aws:sqs:us-east-1:111122223333:steward-updates.fifo" }
}

override_resource {
  target          = module.due_queue.aws_sqs_queue.this
  override_during = plan
  values          = { id = "https://sqs.us-east-1.amazonaws.com/111122223333/steward-due.fifo", arn = "arn:aws:sqs:us-east-1:111122223333:steward-due.fifo" }
}

override_resource {
  target          = module.table.aws_dynamodb_table.this
  override_during = plan
  values          = { arn = "arn:aws:dynamodb:us-east-1:111122223333:table/chatbot-sessions" }
}

override_resource {
  target          = module.conversations.aws_s3_bucket.this
  override_during = plan
  values          = { id = "chatbot-conversations-111122223333", arn = "arn:aws:s3:::chatbot-conversations-111122223333" }
}

override_resource {
  target          = module.models_bucket[0].aws_s3_bucket.this
  override_during = plan
  values          = { id = "chatbot-models-111122223333", arn = "arn:aws:s3:::chatbot-models-111122223333" }
}

override_resource {
  target          = module.secrets.aws_ssm_parameter.bot_token
  override_during = plan
  values          = { arn = "arn:aws:ssm:us-east-1:111122223333:parameter/steward/telegram/bot-token" }
}

override_resource {
  target          = module.secrets.aws_ssm_parameter.webhook_secret
  override_during = plan
  values          = { arn = "arn:aws:ssm:us-east-1:111122223333:parameter/steward/telegram/webhook-secret" }
}

override_resource {
  target          = module.secrets.aws_ssm_parameter.ollama_api_key
  override_during = plan
  values          = { arn = "arn:aws:ssm:us-east-1:111122223333:parameter/steward/ollama/api-key" }
}

override_resource {
  target          = module.secrets.aws_ssm_parameter.certificate[0]
  override_during = plan
  values          = { arn = "arn:aws:ssm:us-east-1:111122223333:parameter/steward/ollama/certificate" }
}

override_resource {
  target          = module.webhook.aws_cloudwatch_log_group.this
  override_during = plan
  values          = { arn = "arn:aws:logs:us-east-1:111122223333:log-group:/aws/lambda/steward-webhook" }
}

override_resource {
  target          = module.worker.aws_cloudwatch_log_group.this
  override_during = plan
  values          = { arn = "arn:aws:logs:us-east-1:111122223333:log-group:/aws/lambda/steward-worker" }
}

override_resource {
  target          = module.dispatcher.aws_cloudwatch_log_group.this
  override_during = plan
  values          = { arn = "arn:aws:logs:us-east-1:111122223333:log-group:/aws/lambda/steward-dispatcher" }
}

override_resource {
  target          = module.maintenance.aws_cloudwatch_log_group.this
  override_during = plan
  values          = { arn = "arn:aws:logs:us-east-1:111122223333:log-group:/aws/lambda/steward-maintenance" }
}

override_resource {
  target          = module.web.aws_cloudwatch_log_group.this
  override_during = plan
  values          = { arn = "arn:aws:logs:us-east-1:111122223333:log-group:/aws/lambda/steward-web" }
}

override_resource {
  target          = module.api.aws_apigatewayv2_api.this
  override_during = plan
  values = {
    id            = "a1b2c3"
    api_endpoint  = "https://a1b2c3.execute-api.us-east-1.amazonaws.com"
    execution_arn = "arn:aws:execute-api:us-east-1:111122223333:a1b2c3"
  }
}

variables {
  lambda_zip_directory = "tests/fixtures"
  # Only AWS makes random ones.
  webhook_secret_version = 0
  ollama_api_key_version = 0
}

run "ordinary_account" {
  command = plan

  assert {
    condition     = output.s3_bucket_name == "chatbot-conversations-111122223333" && output.models_bucket_name == "chatbot-models-111122223333"
    error_message = "Buckets are named after the account."
  }
  assert {
    condition     = output.dynamodb_table_name == "chatbot-sessions"
    error_message = "The table has its name."
  }
  assert {
    condition     = output.lambda_function_names == { webhook = "steward-webhook", worker = "steward-worker", dispatcher = "steward-dispatcher", maintenance = "steward-maintenance", web = "steward-web" }
    error_message = "The functions are named after the project."
  }
  assert {
    condition     = output.app_url == "https://a1b2c3.execute-api.us-east-1.amazonaws.com"
    error_message = "The app is opened at the API's own address."
  }
  assert {
    condition     = output.ollama_url == "https://203.0.113.9:11434" && output.ollama_instance_id == "i-0123456789abcdef0"
    error_message = "The model server is our own instance."
  }
}

run "lab" {
  command = plan

  variables {
    lab_role_arn = "arn:aws:iam::111122223333:role/LabRole"
  }

  assert {
    condition     = output.ollama_instance_id == "i-0123456789abcdef0"
    error_message = "A lab has an instance as well."
  }
}

run "model_server_that_exists_already" {
  command = plan

  variables {
    ollama_url         = "http://ollama.example.org:11434"
    allowed_user_ids   = [1001, -1001234567890]
    max_turns_at_once  = 2
    max_turns_per_hour = 30
    public_url         = "https://steward.example.org/"
    mini_app_keys      = ["40055058a4ee38156a06562e52eece92a771bcd8346a8c4615cb7376eddf72ec"]
    mini_app_parents   = ["http://localhost:8787", "https://web.telegram.org"]
    models             = [{ name = "qwen3.5:2b", context_length = 8192 }, { name = "gemma3:1b", description = "tiny", size = "0.8 GB" }]
    telegram_token     = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
  }

  assert {
    condition     = output.ollama_url == "http://ollama.example.org:11434"
    error_message = "The given server answers."
  }
  assert {
    condition     = output.app_url == "https://steward.example.org" && endswith(output.webhook_url, ".amazonaws.com/telegram/webhook")
    error_message = "The app is opened at the given address; updates come to the API's own."
  }
  assert {
    condition     = output.ollama_instance_id == null && output.models_bucket_name == null && output.ssm_parameter_names.ollama_certificate == null
    error_message = "No instance, no bucket for models and no certificate is made."
  }
}

run "model_server_with_a_certificate_of_its_own" {
  command = plan

  variables {
    ollama_url         = "https://ollama.example.org:11434"
    ollama_certificate = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
    kms_key_arn        = "arn:aws:kms:us-east-1:111122223333:key/mine"
  }

  override_resource {
    target          = module.secrets.aws_ssm_parameter.given_certificate[0]
    override_during = plan
    values          = { arn = "arn:aws:ssm:us-east-1:111122223333:parameter/steward/ollama/certificate" }
  }

  assert {
    condition     = output.ssm_parameter_names.ollama_certificate == "/steward/ollama/certificate"
    error_message = "The certificate is pinned."
  }
}

run "speech_on_the_model_server" {
  command = plan

  variables {
    speech_model = "parakeet-v3"
  }

  override_data {
    target = module.ollama[0].data.aws_ec2_instance_type.this[0]
    values = { memory_size = 8192 }
  }

  assert {
    condition     = output.speech_url == "https://203.0.113.9:11434" && output.ssm_parameter_names.speech_api_key == null
    error_message = "Recordings are heard behind the model server's door, with its key."
  }
}

run "speech_elsewhere" {
  command = plan

  variables {
    ollama_url      = "http://ollama.example.org:11434"
    speech_url      = "https://api.openai.com/v1/"
    speech_model    = "gpt-4o-mini-transcribe"
    speech_language = "de"
    speech_api_key  = "sk-abc"
  }

  override_resource {
    target          = module.secrets.aws_ssm_parameter.speech_api_key[0]
    override_during = plan
    values          = { arn = "arn:aws:ssm:us-east-1:111122223333:parameter/steward/speech/api-key" }
  }

  assert {
    condition     = output.speech_url == "https://api.openai.com/v1" && output.ssm_parameter_names.speech_api_key == "/steward/speech/api-key"
    error_message = "Recordings are heard there, with a key of its own."
  }
}

run "speech_without_a_key" {
  command = plan

  variables {
    ollama_url             = "http://ollama.example.org:11434"
    speech_url             = "http://speech.example.org:8000"
    speech_api_key_version = 0
  }

  assert {
    condition     = output.ssm_parameter_names.speech_api_key == null
    error_message = "No key is made where none is wanted."
  }
}

run "providers_that_are_registered" {
  command = plan

  variables {
    ollama_url           = "http://ollama.example.org:11434"
    kms_key_arn          = "arn:aws:kms:us-east-1:111122223333:key/mine"
    google_client_id     = "google-id"
    google_client_secret = "google-canary"
    notion_client_id     = "notion-id"
    microsoft_tenant     = "common"
    caldav_hosts         = ["calendar.lan", "[fd00::1]:5232"]
    provider_urls        = { google = "http://127.0.0.1:9000" }
    token_key_version    = 1
  }

  # Only AWS makes random ones.
  override_module {
    target = module.secrets
    outputs = {
      parameter_names = {
        telegram_bot_token      = "/steward/telegram/bot-token"
        telegram_webhook_secret = "/steward/telegram/webhook-secret"
        ollama_api_key          = "/steward/ollama/api-key"
        speech_api_key          = null
        ollama_certificate      = null
      }
      parameter_arns = {
        telegram_bot_token      = "arn:bot-token"
        telegram_webhook_secret = "arn:webhook-secret"
        ollama_api_key          = "arn:api-key"
        speech_api_key          = null
        ollama_certificate      = null
      }
      token_key_names     = ["/steward/token-keys/1"]
      token_key_arns      = ["arn:token-keys/1"]
      client_secret_names = { google = "/steward/google/client-secret", notion = "/steward/notion/client-secret" }
      client_secret_arns  = ["arn:google/client-secret", "arn:notion/client-secret"]
    }
  }

  assert {
    condition     = local.client_secret_versions == { google = 1, notion = 1 }
    error_message = "A secret for each provider that has a client, and for no other."
  }
}
