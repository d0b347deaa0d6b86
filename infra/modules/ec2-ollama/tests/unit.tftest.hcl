mock_provider "aws" {
  mock_resource "aws_eip" {
    override_during = plan
    defaults        = { public_ip = "203.0.113.9" }
  }
  mock_resource "aws_iam_role" {
    override_during = plan
    defaults        = { arn = "arn:aws:iam::111122223333:role/steward-ollama" }
  }
  mock_data "aws_ami_ids" {
    defaults = { ids = ["ami-0123456789abcdef0", "ami-00000000000000001"] }
  }
  mock_data "aws_ec2_instance_type" {
    defaults = { memory_size = 8192 }
  }
  mock_data "aws_subnets" {
    defaults = { ids = ["subnet-b", "subnet-a"] }
  }
}

variables {
  project_name          = "steward"
  aws_region            = "us-east-1"
  models                = ["qwen3.5:2b", "gemma3:1b"]
  api_key_parameter     = { name = "/steward/ollama/api-key", arn = "arn:aws:ssm:us-east-1:111122223333:parameter/steward/ollama/api-key" }
  certificate_parameter = { name = "/steward/ollama/certificate", arn = "arn:aws:ssm:us-east-1:111122223333:parameter/steward/ollama/certificate" }
  models_bucket         = { name = "chatbot-models-111122223333", arn = "arn:aws:s3:::chatbot-models-111122223333" }
}

run "is_a_safe_instance" {
  command = plan

  assert {
    condition     = aws_instance.this.instance_type == "t3.large" && aws_instance.this.subnet_id == "subnet-a"
    error_message = "A t3.large in the first subnet that has this type."
  }
  assert {
    condition     = aws_instance.this.ami == "ami-0123456789abcdef0"
    error_message = "The first image is the newest one."
  }
  assert {
    condition     = aws_instance.this.metadata_options[0].http_tokens == "required" && aws_instance.this.metadata_options[0].http_put_response_hop_limit == 1
    error_message = "The instance's credentials are given to IMDSv2 only, and to itself."
  }
  assert {
    condition     = aws_instance.this.root_block_device[0].encrypted && aws_instance.this.root_block_device[0].volume_size == 60
    error_message = "The disk is encrypted."
  }
}

run "opens_the_key_checked_port_and_no_other" {
  command = plan

  assert {
    condition = (
      aws_vpc_security_group_ingress_rule.ollama.from_port == 11434 &&
      aws_vpc_security_group_ingress_rule.ollama.to_port == 11434 &&
      length(aws_vpc_security_group_ingress_rule.ssh) == 0
    )
    error_message = "Only nginx is reachable."
  }
}

run "lets_ssh_in_where_it_is_wanted" {
  command = plan

  variables {
    ssh_allowed_cidr = "203.0.113.7/32"
    ssh_key_name     = "vockey"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.ssh[0].cidr_ipv4 == "203.0.113.7/32" && aws_vpc_security_group_ingress_rule.ssh[0].to_port == 22
    error_message = "SSH is open to that one address."
  }
  assert {
    condition     = aws_instance.this.key_name == "vockey"
    error_message = "The key pair is installed."
  }
}

run "chooses_an_image_that_fits_the_processor" {
  command = plan

  variables {
    instance_type = "t4g.large"
  }

  assert {
    condition = {
      for filter in data.aws_ami_ids.this[0].filter : filter.name => one(filter.values)
    } == { name = "al2023-ami-2023.*-kernel-6.1-arm64", architecture = "arm64" }
    error_message = "Graviton gets an arm64 image."
  }
}

run "chooses_drivers_for_a_gpu" {
  command = plan

  variables {
    instance_type = "g4dn.xlarge"
  }

  assert {
    condition = {
      for filter in data.aws_ami_ids.this[0].filter : filter.name => one(filter.values)
    } == { name = "Deep Learning Base OSS Nvidia Driver GPU AMI (Amazon Linux 2023) *", architecture = "x86_64" }
    error_message = "A GPU gets an image with its drivers."
  }
  assert {
    condition     = aws_instance.this.root_block_device[0].volume_size == 150
    error_message = "Drivers and larger models find room."
  }
}

run "chooses_drivers_for_a_gpu_on_graviton" {
  command = plan

  variables {
    instance_type = "g5g.xlarge"
  }

  assert {
    condition = {
      for filter in data.aws_ami_ids.this[0].filter : filter.name => one(filter.values)
    } == { name = "Deep Learning ARM64 Base OSS Nvidia Driver GPU AMI (Amazon Linux 2023) *", architecture = "arm64" }
    error_message = "Both the processor and the GPU are respected."
  }
}

run "takes_the_image_that_is_given" {
  command = plan

  variables {
    ami_id    = "ami-00000000000000042"
    volume_gb = 80
  }

  assert {
    condition     = aws_instance.this.ami == "ami-00000000000000042" && length(data.aws_ami_ids.this) == 0 && aws_instance.this.root_block_device[0].volume_size == 80
    error_message = "Image and size are the given ones."
  }
}

run "brings_its_boot_files_and_no_secret" {
  command = plan

  assert {
    condition     = length(aws_instance.this.user_data_base64) <= 16384 * 4 / 3
    error_message = "EC2 takes 16 KB."
  }
  assert {
    condition     = alltrue([for name in ["boot.sh", "nginx.conf.template"] : contains(local.files, name)])
    error_message = "The boot script and the proxy's configuration are among the files."
  }
}

run "may_do_what_it_must_and_no_more" {
  command = plan

  assert {
    condition = {
      for statement in jsondecode(aws_iam_role_policy.this[0].policy).Statement :
      statement.Sid => "${join(" ", statement.Action)} on ${join(" ", statement.Resource)}" if statement.Sid != "SessionManager"
      } == {
      ReadKeyAndCertificate = "ssm:GetParameter on arn:aws:ssm:us-east-1:111122223333:parameter/steward/ollama/api-key arn:aws:ssm:us-east-1:111122223333:parameter/steward/ollama/certificate"
      PublishCertificate    = "ssm:PutParameter on arn:aws:ssm:us-east-1:111122223333:parameter/steward/ollama/certificate"
      ListModels            = "s3:ListBucket on arn:aws:s3:::chatbot-models-111122223333"
      KeepModels            = "s3:GetObject s3:PutObject s3:DeleteObject s3:AbortMultipartUpload on arn:aws:s3:::chatbot-models-111122223333/*"
    }
    error_message = "The instance reads its key, publishes its certificate and keeps its models."
  }
  assert {
    condition = alltrue([
      for action in one([for statement in jsondecode(aws_iam_role_policy.this[0].policy).Statement : statement.Action if statement.Sid == "SessionManager"]) :
      !startswith(action, "ssm:Get") && !strcontains(action, "*")
    ])
    error_message = "Session Manager reaches the instance without an open port, and gives it no other secret to read."
  }
}

run "may_decrypt_with_the_customers_key" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:us-east-1:111122223333:key/mine"
  }

  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.this[0].policy).Statement : statement.Resource if statement.Sid == "Decrypt"] == [["arn:aws:kms:us-east-1:111122223333:key/mine"]]
    error_message = "The given key may be used."
  }
}

run "makes_no_iam_resource_in_a_lab" {
  command = plan

  variables {
    instance_profile = "LabInstanceProfile"
  }

  assert {
    condition     = length(aws_iam_role.this) + length(aws_iam_role_policy.this) + length(aws_iam_instance_profile.this) == 0
    error_message = "No role, policy or profile is made."
  }
  assert {
    condition     = aws_instance.this.iam_instance_profile == "LabInstanceProfile"
    error_message = "The instance takes the lab's profile."
  }
}

run "is_reached_over_tls_at_an_address_that_stays" {
  command = plan

  assert {
    condition     = output.url == "https://203.0.113.9:11434" && aws_eip.this.domain == "vpc"
    error_message = "The address is the elastic IP's."
  }
}

run "hears_nothing_where_it_is_not_wanted" {
  command = plan

  assert {
    condition     = length(aws_s3_object.speech) == 0 && length(data.aws_ec2_instance_type.this) == 0
    error_message = "No speech server without speech_model."
  }
}

run "brings_the_speech_server_its_files" {
  command = plan

  variables {
    speech_model  = "parakeet-v3"
    speech_folder = "tests/fixtures/speech"
  }

  assert {
    condition     = sort(keys(aws_s3_object.speech)) == tolist(["package-lock.json", "package.json", "src/main.ts"])
    error_message = "What runs is there, and no test."
  }
  assert {
    condition     = aws_s3_object.speech["src/main.ts"].key == "speech/src/main.ts" && aws_s3_object.speech["src/main.ts"].bucket == "chatbot-models-111122223333"
    error_message = "The files lie in the models' bucket, beside the models."
  }
  assert {
    condition     = length(aws_instance.this.user_data_base64) <= 16384 * 4 / 3
    error_message = "EC2 takes 16 KB."
  }
}

run "refuses_a_machine_without_memory_for_speech" {
  command = plan

  variables {
    instance_type = "t3.medium"
    speech_model  = "parakeet-v3"
    speech_folder = "tests/fixtures/speech"
  }

  override_data {
    target = data.aws_ec2_instance_type.this[0]
    values = { memory_size = 4096 }
  }

  expect_failures = [aws_instance.this]
}
