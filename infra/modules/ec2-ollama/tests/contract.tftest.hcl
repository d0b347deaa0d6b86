mock_provider "aws" {
  mock_data "aws_subnets" {
    defaults = { ids = ["subnet-a"] }
  }
  mock_data "aws_ami_ids" {
    defaults = { ids = ["ami-0123456789abcdef0"] }
  }
}

variables {
  project_name          = "steward"
  aws_region            = "us-east-1"
  models                = ["qwen3.5:2b"]
  api_key_parameter     = { name = "/steward/ollama/api-key", arn = "arn:aws:ssm:us-east-1:111122223333:parameter/steward/ollama/api-key" }
  certificate_parameter = { name = "/steward/ollama/certificate", arn = "arn:aws:ssm:us-east-1:111122223333:parameter/steward/ollama/certificate" }
  models_bucket         = { name = "chatbot-models-111122223333", arn = "arn:aws:s3:::chatbot-models-111122223333" }
}

run "refuses_what_is_no_instance_type" {
  command = plan
  variables {
    instance_type = "large"
  }
  expect_failures = [var.instance_type]
}

run "refuses_what_is_no_image" {
  command = plan
  variables {
    ami_id = "al2023"
  }
  expect_failures = [var.ami_id]
}

run "refuses_a_disk_too_small_for_a_model" {
  command = plan
  variables {
    volume_gb = 8
  }
  expect_failures = [var.volume_gb]
}

run "refuses_a_disk_larger_than_ebs_makes" {
  command = plan
  variables {
    volume_gb = 16385
  }
  expect_failures = [var.volume_gb]
}

run "refuses_a_models_name_that_a_shell_would_run" {
  command = plan
  variables {
    models = ["qwen3.5:2b", "$(reboot)"]
  }
  expect_failures = [var.models]
}

run "refuses_a_speech_model_that_it_has_not" {
  command = plan
  variables {
    speech_model  = "whisper-1"
    speech_folder = "tests/fixtures/speech"
  }
  expect_failures = [var.speech_model]
}

run "refuses_a_speech_server_without_its_files" {
  command = plan
  variables {
    speech_model = "parakeet-v3"
  }
  expect_failures = [var.speech_folder]
}

run "refuses_ssh_from_everywhere" {
  command = plan
  variables {
    ssh_allowed_cidr = "0.0.0.0/0"
    ssh_key_name     = "vockey"
  }
  expect_failures = [var.ssh_allowed_cidr]
}

run "refuses_what_is_no_range" {
  command = plan
  variables {
    ssh_allowed_cidr = "my laptop"
    ssh_key_name     = "vockey"
  }
  expect_failures = [var.ssh_allowed_cidr]
}

run "refuses_a_range_of_ipv6" {
  command = plan
  variables {
    ssh_allowed_cidr = "2001:db8::/32"
    ssh_key_name     = "vockey"
  }
  expect_failures = [var.ssh_allowed_cidr]
}

run "refuses_a_range_that_does_not_begin_at_its_first_address" {
  command = plan
  variables {
    ssh_allowed_cidr = "203.0.113.7/24"
    ssh_key_name     = "vockey"
  }
  expect_failures = [var.ssh_allowed_cidr]
}

run "refuses_ssh_without_a_key" {
  command = plan
  variables {
    ssh_allowed_cidr = "203.0.113.7/32"
  }
  expect_failures = [var.ssh_allowed_cidr]
}

run "says_where_no_zone_has_the_type" {
  command = plan

  override_data {
    target = data.aws_subnets.this
    values = { ids = [] }
  }

  expect_failures = [aws_security_group.this]
}

run "says_where_no_image_fits" {
  command = plan

  override_data {
    target = data.aws_ami_ids.this
    values = { ids = [] }
  }

  expect_failures = [data.aws_ami_ids.this]
}

run "refuses_a_gpu_that_no_image_drives" {
  command = plan
  variables {
    instance_type = "g4ad.xlarge"
  }
  expect_failures = [data.aws_ami_ids.this]
}
